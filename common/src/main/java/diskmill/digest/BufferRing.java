package diskmill.digest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A fixed ring of buffers from one writer to several consumers. Each consumer gets all bytes, in order; a buffer is free
 * again when all have had it.
 *
 * <p>As long as everything fits into the ring there are no threads: a small image passes on the writer's own. After that each
 * consumer has a platform thread: digests never wait, and would keep all other virtual threads off the carriers (measured on two
 * cores: with four digests on virtual threads another one waits until they end, 8 s; with platform threads 0.1 s at worst). A
 * consumer that fails stops the others, and the writer hears of it at its next call.
 */
public final class BufferRing implements AutoCloseable {

    /** Takes the bytes on one thread at a time; the array is not its own after it returns. */
    public interface Consumer {

        String name();

        void accept(byte[] bytes, int length) throws IOException;
    }

    /** A consumer that is stopped finishes one buffer; only a store that does not answer an interrupt takes longer. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final List<Consumer> consumers;
    private final int bufferSize;
    private final byte[][] buffers;
    private final int[] lengths;
    private final List<Thread> threads = new ArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition content = lock.newCondition();

    /** Counts buffers, as do the consumers' own; a count's remainder is the place in the ring. */
    private long published;

    private final long[] consumed;
    private boolean ended;
    private boolean stopped;
    private @Nullable Throwable failure;

    /** @param buffers how many, of {@code bufferSize} bytes each; they are made as they are needed */
    public BufferRing(int bufferSize, int buffers, List<? extends Consumer> consumers) {
        this.consumers = List.copyOf(consumers);
        this.bufferSize = bufferSize;
        this.buffers = new byte[buffers][];
        this.lengths = new int[buffers];
        this.consumed = new long[this.consumers.size()];
    }

    /** A free buffer, to be filled and published; waits until there is one. */
    public byte[] claim() throws IOException, InterruptedException {
        if (threads.isEmpty() && published == buffers.length) {
            start();
        }
        if (!threads.isEmpty()) {
            awaitRoom();
        }
        int place = place(published);
        if (buffers[place] == null) {
            buffers[place] = new byte[bufferSize];
        }
        return buffers[place];
    }

    private void awaitRoom() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (failure == null && published - slowest() == buffers.length) {
                room.await();
            }
            rethrowFailure();
        } finally {
            lock.unlock();
        }
    }

    /** Hands on the first {@code length} bytes of the buffer that was claimed. */
    public void publish(int length) {
        lock.lock();
        try {
            lengths[place(published)] = length;
            published++;
            content.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when every consumer has had everything. Nothing is published after that. */
    public void drain() throws IOException, InterruptedException {
        if (threads.isEmpty()) {
            drainHere();
            return;
        }
        lock.lockInterruptibly();
        try {
            ended = true;
            content.signalAll();
            while (failure == null && slowest() < published) {
                room.await();
            }
            rethrowFailure();
        } finally {
            lock.unlock();
        }
    }

    private void drainHere() throws IOException, InterruptedException {
        for (Consumer consumer : consumers) {
            for (int place = 0; place < published; place++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                consumer.accept(buffers[place], lengths[place]);
            }
        }
    }

    private void start() {
        for (int lane = 0; lane < consumers.size(); lane++) {
            int own = lane;
            threads.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name("pass-" + consumers.get(lane).name())
                            .start(() -> consume(own)));
        }
    }

    private void consume(int lane) {
        try {
            for (long count = 0; awaitContent(lane, count); count++) {
                consumers.get(lane).accept(buffers[place(count)], lengths[place(count)]);
            }
        } catch (Throwable broken) {
            fail(broken);
        }
    }

    /** Says that {@code count} buffers are consumed. @return false if no more will come */
    private boolean awaitContent(int lane, long count) throws InterruptedException {
        lock.lock();
        try {
            consumed[lane] = count;
            wakeWriter();
            while (!stopped && failure == null && published == count && !ended) {
                content.await();
            }
            return !stopped && failure == null && count < published;
        } finally {
            lock.unlock();
        }
    }

    /** Only once half of the ring is free: the slowest consumer has the other half to work on meanwhile. */
    private void wakeWriter() {
        long waiting = published - slowest();
        if (waiting == 0 || waiting == buffers.length / 2) {
            room.signal();
        }
    }

    private void fail(Throwable broken) {
        lock.lock();
        try {
            if (failure == null) {
                failure = broken;
            }
            room.signalAll();
            content.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The consumer's own exception: it was thrown on another thread, but that thread has ended. */
    private void rethrowFailure() throws IOException {
        switch (failure) {
            case null -> {}
            case IOException broken -> throw broken;
            case RuntimeException broken -> throw broken;
            case Error broken -> throw broken;
            default -> throw new IllegalStateException("a consumer was stopped", failure);
        }
    }

    private long slowest() {
        long least = Long.MAX_VALUE;
        for (long count : consumed) {
            least = Math.min(least, count);
        }
        return least;
    }

    private int place(long count) {
        return (int) (count % buffers.length);
    }

    /** Stops the consumers where they are and waits until their threads have ended. */
    @Override
    public void close() {
        lock.lock();
        try {
            stopped = true;
            content.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        long limit = System.nanoTime() + STOP_LIMIT.toNanos();
        for (Thread thread : threads) {
            thread.interrupt();
            while (thread.isAlive() && System.nanoTime() < limit) {
                try {
                    thread.join(Duration.ofNanos(Math.max(1, limit - System.nanoTime())));
                } catch (InterruptedException interrupt) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
