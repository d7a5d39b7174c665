package diskmill.api.health;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thing that no request is served without. It is looked at no more than each two seconds, for two seconds at most, by one
 * thread; and the log is told once when it goes, and once when it comes back. Threads may share it.
 */
final class Dependency {

    private static final Logger log = LoggerFactory.getLogger(Dependency.class);

    private static final Duration AGE = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final String name;
    private final Callable<?> look;
    private @Nullable FutureTask<?> looking;
    private boolean usable = true;
    private long seenAt = System.nanoTime() - AGE.toNanos();

    /**
     * @param name as the log is to call it, such as {@code The database}
     * @param look throws if it cannot be used
     */
    Dependency(String name, Callable<?> look) {
        this.name = name;
        this.look = look;
    }

    synchronized boolean usable() {
        if (System.nanoTime() - seenAt >= AGE.toNanos()) {
            String fault = fault();
            if (fault == null && !usable) {
                log.info("{} can be used again", name);
            } else if (fault != null && usable) {
                log.warn("{} cannot be used now, so no work is taken: {}", name, fault);
            }
            usable = fault == null;
            seenAt = System.nanoTime();
        }
        return usable;
    }

    /** Null if there is none. A look that is stuck is waited for again, and no second one takes a connection beside it. */
    private @Nullable String fault() {
        FutureTask<?> task = looking;
        if (task == null) {
            task = new FutureTask<>(look);
            Thread.ofVirtual().name("looks at " + name).start(task);
        }
        try {
            task.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            looking = null;
            return null;
        } catch (TimeoutException stuck) {
            looking = task;
            return "it does not answer within " + LIMIT.toSeconds() + " s";
        } catch (ExecutionException failed) {
            looking = null;
            return String.valueOf(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "the look was interrupted";
        }
    }
}
