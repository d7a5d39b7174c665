package diskmill.api.v1;

import diskmill.api.web.Refusal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The formats that the document names, in any case.
 *
 * @param container as v2 has it
 * @param disk      as v2 has it; null to find it out
 */
record Formats(String container, @Nullable String disk) {

    private static final String UNRECOGNIZED = "UNRECOGNIZED";
    private static final String BARE = "bare";
    private static final List<String> CONTAINERS =
            List.of("BARE", "OVF", "AKI", "ARI", "AMI", "DOCKER", UNRECOGNIZED);
    private static final List<String> DISKS =
            List.of("RAW", "VHD", "VMDK", "VDI", "ISO", "QCOW2", "AKI", "ARI", "AMI", UNRECOGNIZED);

    /** @throws Refusal 400 if there is no such format, or it cannot be found out */
    static Formats read(String containerFormat, String diskFormat) {
        String container = word("containerFormat", containerFormat, CONTAINERS);
        String disk = word("diskFormat", diskFormat, DISKS);
        Formats formats =
                new Formats(
                        container.equals(UNRECOGNIZED) ? BARE : container.toLowerCase(Locale.ROOT),
                        disk.equals(UNRECOGNIZED) ? null : disk.toLowerCase(Locale.ROOT));
        if (formats.disk == null && !formats.container.equals(BARE)) {
            throw Refusal.badRequest(
                    "'diskFormat' can be found out only in containerFormat BARE; say which it is.");
        }
        return formats;
    }

    private static String word(String name, String value, List<String> known) {
        String word = value.toUpperCase(Locale.ROOT);
        if (!known.contains(word)) {
            throw Refusal.badRequest(
                    "'%s' must be one of %s.".formatted(name, String.join(", ", known)));
        }
        return word;
    }
}
