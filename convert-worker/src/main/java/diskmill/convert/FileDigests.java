package diskmill.convert;

import diskmill.digest.BufferRing;
import diskmill.digest.Digesting;
import diskmill.image.Digests;
import diskmill.image.HashAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/** Reads bytes once, for several digests, each of which computes on a thread of its own. */
final class FileDigests {

    private static final int BUFFERS = 8;
    private static final int BUFFER_BYTES = 1 << 18;

    /** Sees each portion before it is digested; must not keep the array. */
    interface Watch {
        void portion(byte[] bytes, int length) throws IOException;
    }

    private FileDigests() {}

    /**
     * The digests of all that {@code content} has. The caller closes it.
     *
     * @throws InterruptedException if this thread is interrupted, within a few milliseconds
     */
    static Digests of(InputStream content, Set<HashAlgorithm> algorithms, Watch watch)
            throws IOException, InterruptedException {
        List<Digesting> digesting = Digesting.of(algorithms);
        try (BufferRing ring = new BufferRing(BUFFER_BYTES, BUFFERS, digesting)) {
            int length;
            do {
                byte[] buffer = ring.claim();
                length = content.readNBytes(buffer, 0, BUFFER_BYTES);
                if (length > 0) {
                    watch.portion(buffer, length);
                    ring.publish(length);
                }
            } while (length == BUFFER_BYTES);
            ring.drain();
            return Digesting.finish(digesting);
        }
    }
}
