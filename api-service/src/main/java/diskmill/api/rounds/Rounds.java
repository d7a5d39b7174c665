package diskmill.api.rounds;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a piece of work again and again on a virtual thread of its own, never twice at once: each period, and at once when it
 * is woken. After a failure it waits longer and longer, up to ten seconds, and logs only the first one of a row.
 */
public final class Rounds implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Rounds.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration CLOSING = Duration.ofSeconds(20);

    /** One round. */
    @FunctionalInterface
    public interface Work {

        /** @return whether more is to be done at once */
        boolean round() throws Exception;
    }

    private final String name;
    private final Duration period;
    private final Work work;
    private final Semaphore calls = new Semaphore(0);
    private CountDownLatch closing = new CountDownLatch(0);
    private @Nullable Thread thread;
    private int failures;

    /**
     * Nothing happens before {@link #start}.
     *
     * @param name for the log, such as {@code outbox relay}
     */
    public Rounds(String name, Duration period, Work work) {
        this.name = name;
        this.period = period;
        this.work = work;
    }

    /** They may be started again after {@link #close}. */
    public synchronized void start() {
        if (thread != null) {
            throw new IllegalStateException("the %s runs already".formatted(name));
        }
        CountDownLatch end = new CountDownLatch(1);
        closing = end;
        thread = Thread.ofVirtual().name(name).start(() -> run(end));
    }

    /** Calls for a round now; costs nothing, and may be called at any time. */
    public void wake() {
        calls.release();
    }

    private void run(CountDownLatch end) {
        try {
            while (end.getCount() > 0) {
                boolean more = roundOnce();
                if (failures > 0) {
                    // its answer does not matter: the loop asks again
                    boolean _ = end.await(pause().toMillis(), TimeUnit.MILLISECONDS);
                } else if (!more) {
                    // called or not, the next round is due
                    boolean _ = calls.tryAcquire(period.toMillis(), TimeUnit.MILLISECONDS);
                }
                calls.drainPermits();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean roundOnce() throws InterruptedException {
        try {
            boolean more = work.round();
            if (failures > 0) {
                log.info("The {} works again, after {} failures", name, failures);
                failures = 0;
            }
            return more;
        } catch (InterruptedException closed) {
            throw closed;
        } catch (Throwable failure) { // an Error, too, must not end the rounds for good
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException("closed during a round");
            }
            failures++;
            if (failures == 1) {
                log.warn("The {} failed and tries again: {}", name, failure.toString());
            }
            log.debug("The {} failed {} times", name, failures, failure);
            return false;
        }
    }

    private Duration pause() {
        Duration pause = Duration.ofMillis(250L << Math.min(failures, 8));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /**
     * Lets the round that is under way end, within two seconds; then interrupts it, and waits for its end, at most 20 s. An interrupt
     * cuts the database's connection, so it is the second choice.
     */
    @Override
    public synchronized void close() {
        Thread running = thread;
        thread = null;
        if (running == null) {
            return;
        }
        closing.countDown();
        calls.release();
        try {
            if (!running.join(GRACE)) {
                running.interrupt();
                if (!running.join(CLOSING)) {
                    log.warn("The {} did not end in time", name);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
