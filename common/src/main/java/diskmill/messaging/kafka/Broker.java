package diskmill.messaging.kafka;

import diskmill.messaging.kafka.BrokerSetUp.Ability;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The broker, once it is there and made ready. One that is away is waited for; one that we cannot work with ends the start. As a
 * part of the application it starts before everything that says, hears or takes facts.
 */
final class Broker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Broker.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final BrokerSetUp setUp;
    private final CompletableFuture<Ability> ready = new CompletableFuture<>();
    private volatile boolean begun;

    Broker(BrokerSetUp setUp) {
        this.setUp = setUp;
    }

    /** Begins to wait for it, on a thread of its own. */
    synchronized void begin() {
        if (!begun) {
            begun = true;
            Thread.ofVirtual().name("broker-set-up").start(this::tryUntilReady);
        }
    }

    /**
     * What it can do; empty if it is not there within {@code limit}.
     *
     * @throws UnsuitableBroker if we cannot work with it
     */
    Optional<Ability> await(Duration limit) throws InterruptedException {
        begin();
        try {
            return Optional.of(ready.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException notYet) {
            return Optional.empty();
        } catch (ExecutionException failed) {
            throw unsuitable(failed);
        }
    }

    private void tryUntilReady() {
        boolean told = false;
        while (!ready.isDone()) {
            try {
                ready.complete(setUp.setUp());
            } catch (UnsuitableBroker wrong) {
                ready.completeExceptionally(wrong);
            } catch (InterruptedException interrupted) {
                ready.completeExceptionally(interrupted);
            } catch (ExecutionException | RuntimeException away) {
                if (!told) {
                    log.warn("Kafka cannot be used yet and is waited for: {}", sentence(away));
                    told = true;
                }
                pause();
            }
        }
        if (told && !ready.isCompletedExceptionally()) {
            log.info("Kafka is there.");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    private static String sentence(Exception away) {
        Throwable cause = away.getCause() == null ? away : away.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static UnsuitableBroker unsuitable(ExecutionException failed) {
        return failed.getCause() instanceof UnsuitableBroker wrong
                ? wrong
                : new UnsuitableBroker("Kafka could not be set up.", failed);
    }

    /**
     * Waits without a limit, since only so does Spring's shutdown see that this thread is stuck, and can end the process while
     * the broker is away.
     */
    @Override
    public void start() {
        begin();
        try {
            ready.get();
        } catch (InterruptedException interrupted) {
            stop();
            Thread.currentThread().interrupt();
            throw new UnsuitableBroker("The wait for Kafka was interrupted.", interrupted);
        } catch (ExecutionException failed) {
            throw unsuitable(failed);
        }
    }

    /** Ends the wait, if it still goes on. */
    @Override
    public void stop() {
        ready.completeExceptionally(new UnsuitableBroker("The wait for Kafka was ended.", null));
    }

    @Override
    public boolean isRunning() {
        return ready.isDone();
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE / 2;
    }
}
