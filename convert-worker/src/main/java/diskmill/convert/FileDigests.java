package diskmill.convert;

import diskmill.image.Digest;
import diskmill.image.Digests;
import diskmill.image.HashAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads bytes once, for several digests, each of which computes on a thread of its own. Holds a fixed ring of buffers,
 * {@value #BUFFERS} of {@value #BUFFER_BYTES} bytes. For one pass, by one thread.
 */
final class FileDigests implements AutoCloseable {

    private static final int BUFFERS = 8;
    private static final int BUFFER_BYTES = 1 << 18;

    /** Sees each portion before it is digested; must not keep the array. */
    interface Watch {
        void portion(byte[] bytes, int length) throws IOException;
    }

    private final BlockingQueue<Portion> free = new ArrayBlockingQueue<>(BUFFERS);
    private final List<Computation> computations = new ArrayList<>();

    private FileDigests(Collection<HashAlgorithm> algorithms) {
        for (int i = 0; i < BUFFERS; i++) {
            free.add(new Portion());
        }
        for (HashAlgorithm algorithm : EnumSet.copyOf(algorithms)) {
            computations.add(new Computation(algorithm));
        }
    }

    /**
     * The digests of all that {@code content} has. The caller closes it.
     *
     * @throws InterruptedException if this thread is interrupted, within a few milliseconds
     */
    static Digests of(InputStream content, Collection<HashAlgorithm> algorithms, Watch watch)
            throws IOException, InterruptedException {
        try (var digests = new FileDigests(algorithms)) {
            return digests.read(content, watch);
        }
    }

    private Digests read(InputStream content, Watch watch)
            throws IOException, InterruptedException {
        while (true) {
            Portion portion = free.take();
            int length = content.readNBytes(portion.bytes, 0, BUFFER_BYTES);
            portion.length = length;
            if (length > 0) {
                watch.portion(portion.bytes, length);
            }
            portion.readers.set(computations.size());
            for (Computation computation : computations) {
                computation.waiting.put(portion);
            }
            if (length < BUFFER_BYTES) {
                break;
            }
        }
        List<Digest> digests = new ArrayList<>();
        for (Computation computation : computations) {
            computation.thread.join();
            digests.add(Digest.of(computation.algorithm, computation.digest.digest()));
        }
        return Digests.of(digests);
    }

    /** Ends the threads, those too that wait for more. */
    @Override
    public void close() {
        computations.forEach(computation -> computation.thread.interrupt());
    }

    private static final class Portion {
        final byte[] bytes = new byte[BUFFER_BYTES];
        final AtomicInteger readers = new AtomicInteger();
        volatile int length;
    }

    private final class Computation {
        final HashAlgorithm algorithm;
        final MessageDigest digest;
        final BlockingQueue<Portion> waiting = new ArrayBlockingQueue<>(BUFFERS);
        final Thread thread;

        Computation(HashAlgorithm algorithm) {
            this.algorithm = algorithm;
            this.digest = algorithm.newDigest();
            this.thread = Thread.ofPlatform().daemon().name("digest-" + algorithm).start(this::run);
        }

        private void run() {
            try {
                int length;
                do {
                    Portion portion = waiting.take();
                    length = portion.length;
                    digest.update(portion.bytes, 0, length);
                    if (portion.readers.decrementAndGet() == 0) {
                        free.put(portion);
                    }
                } while (length == BUFFER_BYTES);
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
