package diskmill.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What a compressed stream unpacks to, within limits. */
final class UnpackedBytes implements ByteSource, AutoCloseable {

    /** Before that a ratio says little: any disk may begin with zeros. */
    private static final long RATIO_COUNTS_FROM = 64L << 20;

    private static final int READ_AHEAD = 64 * 1024;

    private final Compression compression;
    private final IntakeSettings settings;
    private final long limit;
    private final PackedBytes packed;
    private final InputStream readAhead;
    private final InputStream unpacking;
    private long unpacked;

    private UnpackedBytes(
            Compression compression,
            IntakeSettings settings,
            long limit,
            PackedBytes packed,
            InputStream readAhead,
            InputStream unpacking) {
        this.compression = compression;
        this.settings = settings;
        this.limit = limit;
        this.packed = packed;
        this.readAhead = readAhead;
        this.unpacking = unpacking;
    }

    /** @param limit in unpacked bytes */
    static UnpackedBytes open(
            Compression compression, PackedBytes packed, IntakeSettings settings, long limit)
            throws IOException, InterruptedException {
        InputStream readAhead = new BufferedInputStream(packed, READ_AHEAD);
        try {
            return new UnpackedBytes(
                    compression,
                    settings,
                    limit,
                    packed,
                    readAhead,
                    compression.open(readAhead, settings));
        } catch (IOException | RuntimeException failure) {
            packed.rethrowFailure();
            throw compression.refusal(failure, settings);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length)
            throws IOException, InterruptedException {
        int read = unpack(target, offset, length);
        if (read < 0) {
            return read;
        }
        packed.gaveSomething();
        unpacked += read;
        if (unpacked > limit) {
            throw Refusal.unpacksTooLarge(compression, limit);
        }
        if (unpacked > RATIO_COUNTS_FROM
                && unpacked / settings.maxCompressionRatio() > packed.taken()) {
            throw Refusal.unpacksTooWell(compression, settings.maxCompressionRatio());
        }
        return read;
    }

    /** A library that stumbles over hostile bytes with an unchecked exception blames the image all the same. */
    private int unpack(byte[] target, int offset, int length)
            throws IOException, InterruptedException {
        try {
            int read = unpacking.read(target, offset, length);
            if (read >= 0 || readAhead.read() < 0) {
                return read;
            }
        } catch (IOException | RuntimeException failure) {
            packed.rethrowFailure();
            throw compression.refusal(failure, settings);
        }
        throw Refusal.brokenCompression(compression);
    }

    @Override
    public void close() throws IOException {
        unpacking.close();
    }
}
