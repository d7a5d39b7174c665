package diskmill.messaging.kafka;

import diskmill.messaging.kafka.BrokerSetUp.Ability;
import diskmill.start.AwaitedServer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * The broker, once it is there and made ready. One that is away is waited for; one that we cannot work with ends the start. As a
 * part of the application it starts before everything that says, hears or takes facts.
 */
final class Broker implements SmartLifecycle {

    private static final AwaitedServer KAFKA = new AwaitedServer("Kafka", Broker::isAway);

    private final BrokerSetUp setUp;
    private volatile @Nullable CompletableFuture<Ability> ready;

    Broker(BrokerSetUp setUp) {
        this.setUp = setUp;
    }

    private static boolean isAway(Exception failed) {
        return !(failed instanceof UnsuitableBroker || failed instanceof InterruptedException);
    }

    /** Begins to wait for it, on a thread of its own. */
    void begin() {
        var _ = ability();
    }

    private synchronized CompletableFuture<Ability> ability() {
        CompletableFuture<Ability> begun = ready;
        if (begun == null) {
            begun = KAFKA.begin(setUp::setUp);
            ready = begun;
        }
        return begun;
    }

    /**
     * What it can do; empty if it is not there within {@code limit}.
     *
     * @throws UnsuitableBroker if we cannot work with it
     */
    Optional<Ability> await(Duration limit) throws InterruptedException {
        try {
            return Optional.of(ability().get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException notYet) {
            return Optional.empty();
        } catch (ExecutionException failed) {
            throw unsuitable(failed);
        }
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
        try {
            ability().get();
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
        CompletableFuture<Ability> begun = ready;
        if (begun != null) {
            begun.completeExceptionally(
                    new UnsuitableBroker("The wait for Kafka was ended.", null));
        }
    }

    @Override
    public boolean isRunning() {
        CompletableFuture<Ability> begun = ready;
        return begun != null && begun.isDone();
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE / 2;
    }
}
