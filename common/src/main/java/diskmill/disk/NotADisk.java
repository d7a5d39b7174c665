package diskmill.disk;

import diskmill.image.RejectionReason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What people send by mistake in the place of a disk: the page that a server answered with, or an archive that nobody unpacked.
 * Kernels, ramdisks (cpio) and file systems are none of these: they are raw content with a use of its own.
 */
final class NotADisk {

    private record Magic(String bytes, String name) {}

    private static final List<Magic> ARCHIVES =
            List.of(
                    new Magic("PK\u0003\u0004", "a zip archive"),
                    new Magic("PK\u0005\u0006", "an empty zip archive"),
                    new Magic("7z\u00bc\u00af'\u001c", "a 7z archive"),
                    new Magic("Rar!\u001a\u0007", "a rar archive"),
                    new Magic("\u001f\u008b\b", "compressed by gzip"),
                    new Magic("\u00fd7zXZ\0", "compressed by xz"),
                    new Magic("(\u00b5/\u00fd", "compressed by zstd"));

    private static final List<String> PAGE_STARTS =
            List.of("<!doctype html", "<html", "<head", "<body", "<?xml", "<!--", "<script");

    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private static final int TAR_HEADER = 512;
    private static final int TAR_CHECKSUM = 148;
    private static final int TAR_MAGIC = 257;

    private NotADisk() {}

    static Optional<Finding.Unfit> find(ByteWindow head) {
        if (isPage(head)) {
            return unfit(
                    "this is a web page or XML document, not a disk; look at what its address answers in a browser, it may want a login or a direct link");
        }
        if (isTar(head)) {
            return archive("a tar archive");
        }
        if (head.has(0, "BZh") && head.has(4, "1AY&SY")) {
            return archive("compressed by bzip2");
        }
        return ARCHIVES.stream()
                .filter(magic -> head.has(0, magic.bytes()))
                .findFirst()
                .flatMap(magic -> archive(magic.name()));
    }

    private static Optional<Finding.Unfit> archive(String name) {
        return unfit(
                "the content is %s, not a disk; unpack it and send the disk inside, or say what it is by container_format (ova, docker, compressed)"
                        .formatted(name));
    }

    private static Optional<Finding.Unfit> unfit(String detail) {
        return Optional.of(new Finding.Unfit(RejectionReason.NOT_A_DISK, detail));
    }

    private static boolean isPage(ByteWindow head) {
        String text = head.text(0, TAR_HEADER);
        String start =
                (text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text)
                        .strip()
                        .toLowerCase(Locale.ROOT);
        return PAGE_STARTS.stream().anyMatch(start::startsWith);
    }

    /** The magic alone stands at a place where a boot sector may have anything, so the checksum must agree too. */
    private static boolean isTar(ByteWindow head) {
        if (!head.has(TAR_MAGIC, "ustar")) {
            return false;
        }
        long sum = 8 * ' ';
        for (int at = 0; at < TAR_HEADER; at++) {
            sum += at >= TAR_CHECKSUM && at < TAR_CHECKSUM + 8 ? 0 : head.u8(at);
        }
        String written = head.text(TAR_CHECKSUM, 8).strip();
        return written.equals(Long.toOctalString(sum))
                || written.equals("%06o".formatted(sum))
                || written.equals("%07o".formatted(sum));
    }
}
