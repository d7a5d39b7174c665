package diskmill.intake;

import diskmill.digest.BufferRing;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compressed bytes for whoever unpacks them, with a copy of each for the ring. It remembers what went wrong here, since the
 * unpacking may wrap or rename what it does not know.
 */
final class PackedBytes extends InputStream {

    /**
     * Taken without a byte unpacked. A bzip2 block has 0.9 MB; headers, indexes and seek tables are smaller. Without a limit a
     * gzip member's file name could fill the memory.
     */
    private static final int MOST_FOR_NOTHING = 2 << 20;

    private final SourceBytes source;
    private final BufferRing ring;
    private final Compression compression;

    private byte @Nullable [] buffer;
    private int buffered;
    private int forNothing;
    private @Nullable Exception failure;

    PackedBytes(SourceBytes source, BufferRing ring, Compression compression) {
        this.source = source;
        this.ring = ring;
        this.compression = compression;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (failure != null) {
            throw new IOException("no more can be read", failure);
        }
        try {
            int read = source.read(target, offset, length);
            if (read > 0) {
                count(read);
                copy(target, offset, read);
            }
            return read;
        } catch (IOException | InterruptedException | RuntimeException broken) {
            failure = broken;
            throw new IOException("no more can be read", broken);
        }
    }

    private void count(int read) throws Refusal {
        forNothing += read;
        if (forNothing > MOST_FOR_NOTHING) {
            throw Refusal.brokenCompression(compression);
        }
    }

    private void copy(byte[] bytes, int offset, int length)
            throws IOException, InterruptedException {
        for (int copied = 0; copied < length; ) {
            if (buffer == null) {
                buffer = ring.claim();
            }
            int portion = Math.min(length - copied, buffer.length - buffered);
            System.arraycopy(bytes, offset + copied, buffer, buffered, portion);
            copied += portion;
            buffered += portion;
            if (buffered == buffer.length) {
                publish();
            }
        }
    }

    private void publish() {
        ring.publish(buffered);
        buffer = null;
        buffered = 0;
    }

    /** Something was unpacked from what was taken so far. */
    void gaveSomething() {
        forNothing = 0;
    }

    /** Throws what went wrong here, as it was thrown first; does nothing if nothing did. */
    void rethrowFailure() throws IOException, InterruptedException {
        switch (failure) {
            case null -> {}
            case IOException broken -> throw broken;
            case InterruptedException interrupt -> throw interrupt;
            case RuntimeException broken -> throw broken;
            default -> throw new IllegalStateException(failure);
        }
    }

    /** Hands the last bytes to the ring. */
    void finish() {
        if (buffered > 0) {
            publish();
        }
    }

    long taken() {
        return source.received();
    }
}
