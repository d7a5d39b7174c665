package diskmill.storage.s3;

import diskmill.storage.StoreUnavailable;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The memory of all uploads of a process: whoever begins a part waits, first come, first served, until it has room. An upload
 * asks for a part only when it has sent off the one before, so nobody waits for memory while holding memory that only more
 * of it would free. Arrays of the smallest size are used again.
 */
final class PartBuffers {

    private static final int UNIT = 1 << 20;

    /** A source that stalls holds its part; the others do not wait for ever. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int pooledSize;
    private final int units;
    private final Semaphore free;
    private final Queue<byte[]> pool = new ConcurrentLinkedQueue<>();

    PartBuffers(long bytes, int pooledSize) {
        this.pooledSize = pooledSize;
        this.units = (int) Math.max(unitsOf(pooledSize), bytes / UNIT);
        this.free = new Semaphore(units, true);
    }

    /** @throws StoreUnavailable if there is no room in time */
    PartBuffer take(int size) throws InterruptedException, StoreUnavailable {
        int wanted = unitsOf(size);
        if (wanted > units) {
            throw new IllegalArgumentException("a part larger than all memory for parts");
        }
        if (!free.tryAcquire(wanted, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new StoreUnavailable(
                    "too many uploads at once: diskmill.storage.s3.memory is in use", null);
        }
        byte[] pooled = size == pooledSize ? pool.poll() : dropPool();
        return new PartBuffer(pooled == null ? new byte[size] : pooled, wanted);
    }

    /** What lies idle would come on top of what the larger part takes. */
    private byte @Nullable [] dropPool() {
        pool.clear();
        return null;
    }

    private static int unitsOf(int size) {
        return Math.ceilDiv(size, UNIT);
    }

    /** Bytes that nobody holds. */
    long freeBytes() {
        return (long) free.availablePermits() * UNIT;
    }

    /** One part's bytes; whoever holds it closes it, once or more often, when nobody reads it any more. */
    final class PartBuffer implements AutoCloseable {

        private final byte[] bytes;
        private final int held;
        private final AtomicBoolean closed = new AtomicBoolean();
        private int length;

        private PartBuffer(byte[] bytes, int held) {
            this.bytes = bytes;
            this.held = held;
        }

        /** Takes as many bytes as there is room for, and says how many. */
        int fill(byte[] source, int offset, int available) {
            int taken = Math.min(available, bytes.length - length);
            System.arraycopy(source, offset, bytes, length, taken);
            length += taken;
            return taken;
        }

        boolean isFull() {
            return length == bytes.length;
        }

        byte[] bytes() {
            return bytes;
        }

        int length() {
            return length;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                if (bytes.length == pooledSize) {
                    pool.add(bytes);
                }
                free.release(held);
            }
        }
    }
}
