package diskmill.storage.s3;

import diskmill.storage.StoreUnavailable;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The memory of all uploads of a process: whoever begins a part waits, first come, first served, until it has room. An upload
 * asks for a part only when it has sent off the one before, so nobody waits for memory while holding memory that only more
 * of it would free. A part of any size is a list of small arrays, which are used again while the heap has room for idle ones.
 */
final class PartBuffers {

    /** Bytes of an array: small enough that no collector handles it apart from others, also in a heap of 256 MiB (G1: from 512 KiB on). */
    static final int CHUNK = 256 << 10;

    /** A source that stalls holds its part; the others do not wait for ever. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int chunks;
    private final Semaphore free;
    private final Queue<SoftReference<byte[]>> idle = new ConcurrentLinkedQueue<>();

    /** @param bytes that a part may have at most, too */
    PartBuffers(long bytes) {
        this.chunks = chunksOf(bytes);
        this.free = new Semaphore(chunks, true);
    }

    /** @throws StoreUnavailable if there is no room in time */
    PartBuffer take(int size) throws InterruptedException, StoreUnavailable {
        int wanted = chunksOf(size);
        if (wanted > chunks) {
            throw new IllegalArgumentException("a part larger than all memory for parts");
        }
        if (!free.tryAcquire(wanted, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new StoreUnavailable(
                    "too many uploads at once: diskmill.storage.s3.memory is in use", null);
        }
        return new PartBuffer(size, wanted);
    }

    private static int chunksOf(long bytes) {
        return Math.toIntExact(Math.ceilDiv(bytes, CHUNK));
    }

    /** In all. */
    long bytes() {
        return (long) chunks * CHUNK;
    }

    /** Bytes that nobody holds. */
    long freeBytes() {
        return (long) free.availablePermits() * CHUNK;
    }

    private byte[] chunk() {
        SoftReference<byte[]> next;
        while ((next = idle.poll()) != null) {
            byte[] chunk = next.get();
            if (chunk != null) {
                return chunk;
            }
        }
        return new byte[CHUNK];
    }

    /** One part's bytes; whoever holds it closes it, once or more often, when nobody reads it any more. */
    final class PartBuffer implements AutoCloseable {

        private final int size;
        private final int held;
        private final List<byte[]> content = new ArrayList<>();
        private final AtomicBoolean closed = new AtomicBoolean();
        private int length;

        private PartBuffer(int size, int held) {
            this.size = size;
            this.held = held;
        }

        /** Takes as many bytes as there is room for, and says how many. */
        int fill(byte[] source, int offset, int available) {
            int taken = Math.min(available, size - length);
            for (int done = 0; done < taken; ) {
                int at = length % CHUNK;
                if (at == 0) {
                    content.add(chunk());
                }
                int copied = Math.min(taken - done, CHUNK - at);
                System.arraycopy(source, offset + done, content.getLast(), at, copied);
                length += copied;
                done += copied;
            }
            return taken;
        }

        boolean isFull() {
            return length == size;
        }

        int length() {
            return length;
        }

        /** The bytes, in order; not to be read after {@link #close}. */
        List<ByteBuffer> bytes() {
            List<ByteBuffer> bytes = new ArrayList<>();
            for (int begin = 0; begin < length; begin += CHUNK) {
                bytes.add(
                        ByteBuffer.wrap(
                                content.get(begin / CHUNK), 0, Math.min(CHUNK, length - begin)));
            }
            return bytes;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                content.forEach(chunk -> idle.add(new SoftReference<>(chunk)));
                free.release(held);
            }
        }
    }
}
