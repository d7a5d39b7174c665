package diskmill.intake;

import diskmill.disk.Finding;
import diskmill.image.Digest;
import diskmill.image.RejectionReason;
import java.io.IOException;

/**
 * The image's own fault, on its way out of the streams; it becomes the value {@link IntakeResult.Refused} before it leaves
 * the package. An exception only since an {@link java.io.InputStream} has no other way to say it.
 */
final class Refusal extends IOException {

    private final IntakeResult.Refused verdict;

    private Refusal(RejectionReason reason, String detail) {
        super(detail);
        this.verdict = new IntakeResult.Refused(reason, detail);
    }

    static Refusal empty() {
        return new Refusal(RejectionReason.EMPTY, "the image has no bytes; send its content");
    }

    static Refusal tooLarge(long limit) {
        return new Refusal(
                RejectionReason.TOO_LARGE,
                "the image is larger than %s, the most that is taken".formatted(words(limit)));
    }

    static Refusal announcedTooLarge(long size, long limit) {
        return new Refusal(
                RejectionReason.TOO_LARGE,
                "the image has %d bytes, and at most %s are taken; use a smaller one"
                        .formatted(size, words(limit)));
    }

    static Refusal checksumMismatch(Digest expected, Digest found) {
        return new Refusal(
                RejectionReason.CHECKSUM_MISMATCH,
                "the checksum of what came is %s, but %s was expected".formatted(found, expected));
    }

    static Refusal brokenCompression(Compression compression) {
        return new Refusal(
                RejectionReason.BAD_COMPRESSION,
                "the %s stream is broken or cut off, or something follows it"
                        .formatted(compression));
    }

    static Refusal unpacksTooLarge(Compression compression, long limit) {
        return new Refusal(
                RejectionReason.COMPRESSION_LIMIT,
                "the %s stream unpacks to more than %s, the most that is taken"
                        .formatted(compression, words(limit)));
    }

    static Refusal unpacksTooWell(Compression compression, int ratio) {
        return new Refusal(
                RejectionReason.COMPRESSION_LIMIT,
                "the %s stream unpacks to more than %d times its size; send the image unpacked"
                        .formatted(compression, ratio));
    }

    static Refusal unpackingNeedsMemory(Compression compression, long limit) {
        return new Refusal(
                RejectionReason.COMPRESSION_LIMIT,
                "the %s stream needs more than %s of memory to unpack; compress it at a lower level"
                        .formatted(compression, words(limit)));
    }

    static Refusal unfit(Finding.Unfit unfit) {
        return new Refusal(unfit.reason(), unfit.detail());
    }

    IntakeResult.Refused verdict() {
        return verdict;
    }

    private static String words(long bytes) {
        String[] units = {"KiB", "MiB", "GiB", "TiB"};
        for (int unit = units.length; unit > 0; unit--) {
            long one = 1L << (10 * unit);
            if (bytes >= one && bytes % one == 0) {
                return "%d %s (%d bytes)".formatted(bytes / one, units[unit - 1], bytes);
            }
        }
        return bytes + " bytes";
    }
}
