package diskmill.disk;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The text inside a VMDK that says what it is made of. */
final class VmdkDescriptor {

    private static final Pattern CREATE_TYPE =
            Pattern.compile("createtype\\s*+=\\s*+\"([^\"]*+)\"");

    private static final Pattern EXTENT = Pattern.compile("(rw|rdonly|noaccess)\\s.*+");

    private static final Pattern OWN_EXTENT =
            Pattern.compile("[a-z]++\\s++\\d++\\s++sparse\\s++\"[^\"/\\\\]*+\"");

    private VmdkDescriptor() {}

    /**
     * Why a VMDK with this descriptor is not taken; empty if it is.
     *
     * @param descriptor all of its sectors, since what stands behind a zero byte is text to some readers
     */
    static Optional<Header> check(String descriptor) {
        String text = descriptor.replace('\0', '\n').toLowerCase(Locale.ROOT);
        // qemu-img takes the first one anywhere, also inside a comment, so there must be only one
        if (text.indexOf("createtype") != text.lastIndexOf("createtype")) {
            return Optional.of(
                    Header.damaged("its descriptor does not say in one place what type it is"));
        }
        Optional<String> type = text.lines().flatMap(VmdkDescriptor::typeIn).findFirst();
        if (type.isEmpty()
                || (!type.get().equals("monolithicsparse")
                        && !type.get().equals("streamoptimized"))) {
            return Optional.of(
                    Header.unsafe(
                            "this VMDK is of a type whose data is in other files or devices; monolithicSparse and streamOptimized are taken"));
        }
        return checkFiles(text);
    }

    private static Optional<Header> checkFiles(String text) {
        if (text.contains("parentfilenamehint")) {
            return Optional.of(
                    Header.unsafe(
                            "this VMDK is a delta, which needs its parent; merge the two first"));
        }
        List<String> extents =
                text.lines()
                        .map(String::strip)
                        .filter(line -> EXTENT.matcher(line).matches())
                        .toList();
        boolean own =
                extents.isEmpty()
                        || (extents.size() == 1
                                && OWN_EXTENT.matcher(extents.getFirst()).matches());
        return own
                ? Optional.empty()
                : Optional.of(
                        Header.unsafe(
                                "this VMDK names an extent that is not the file itself; convert it to streamOptimized"));
    }

    private static Stream<String> typeIn(String line) {
        Matcher type = CREATE_TYPE.matcher(line.strip());
        return type.matches() ? Stream.of(type.group(1)) : Stream.empty();
    }
}
