package diskmill.intake;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What all the unpacking of a process may take at once. Who asks first is given first, and who asks for more than there is
 * gets all of it, alone. Threads may share it.
 */
final class UnpackingMemory {

    /** A larger part would leave too little for what is not unpacked. */
    private static final int PART_OF_THE_HEAP = 4;

    /** The owner of an image that waits longer had better send it again. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final UnpackingMemory OF_THIS_PROCESS =
            new UnpackingMemory(Runtime.getRuntime().maxMemory() / PART_OF_THE_HEAP);

    private final int mebibytes;
    private final Semaphore free;

    /** @param bytes rounded down to a whole number of MiB, at least one */
    UnpackingMemory(long bytes) {
        this.mebibytes = Math.clamp(bytes >> 20, 1, Integer.MAX_VALUE);
        this.free = new Semaphore(mebibytes, true);
    }

    /** A quarter of the heap, or what one stream needs if that is more. */
    static UnpackingMemory ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /**
     * Waits until there is so much.
     *
     * @param bytes that are needed at most
     * @return what the caller closes when nothing is held any more
     * @throws IOException if there is not enough for ten minutes
     */
    Share take(long bytes) throws IOException, InterruptedException {
        int taken = Math.clamp((bytes + (1 << 20) - 1) >> 20, 0, mebibytes);
        if (!free.tryAcquire(taken, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("other images took all the memory for unpacking for too long");
        }
        return new Share(free, taken);
    }

    /** Closed once, by whoever took it. */
    record Share(Semaphore free, int mebibytes) implements AutoCloseable {

        @Override
        public void close() {
            free.release(mebibytes);
        }
    }
}
