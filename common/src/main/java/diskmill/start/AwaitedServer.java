package diskmill.start;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process asks of a server at its start. A server that is away is waited for without a limit, with pauses that grow to
 * five seconds, and that is logged once.
 */
public final class AwaitedServer {

    private static final Logger log = LoggerFactory.getLogger(AwaitedServer.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final String name;
    private final Predicate<? super Exception> away;

    /**
     * @param name for the log, such as {@code PostgreSQL}
     * @param away whether waiting may help after this failure
     */
    public AwaitedServer(String name, Predicate<? super Exception> away) {
        this.name = name;
        this.away = away;
    }

    /**
     * Does the work on another thread, again and again while the server is away, until there is an answer or a failure that waiting
     * does not help. Who completes the answer itself ends the tries.
     */
    public <T> CompletableFuture<T> begin(Callable<T> work) {
        var answer = new CompletableFuture<T>();
        Thread.ofVirtual().name("waiting for " + name).start(() -> repeat(work, answer));
        return answer;
    }

    /**
     * The same, and waits for it. The wait itself has no limit: only so does Spring's shutdown see that the thread which starts the
     * application is stuck, and ends the process on SIGTERM.
     *
     * @throws Exception what the work has thrown at last
     */
    public <T> T ask(Callable<T> work) throws Exception {
        CompletableFuture<T> answer = begin(work);
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failed;
        } catch (InterruptedException interrupted) {
            answer.cancel(false);
            throw interrupted;
        }
    }

    private <T> void repeat(Callable<T> work, CompletableFuture<T> answer) {
        Duration pause = FIRST_PAUSE;
        boolean told = false;
        while (!answer.isDone()) {
            try {
                T result = work.call();
                if (told) {
                    log.info("{} is there.", name);
                }
                answer.complete(result);
            } catch (Exception failed) {
                if (!away.test(failed)) {
                    answer.completeExceptionally(failed);
                    return;
                }
                if (!told) {
                    log.warn("{} cannot be used yet and is waited for: {}", name, why(failed));
                    told = true;
                }
                pause = pauseAfter(pause);
            } catch (Error broken) {
                answer.completeExceptionally(broken);
            }
        }
    }

    /** The next one's length. */
    private static Duration pauseAfter(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
        Duration next = pause.multipliedBy(2);
        return next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
    }

    /** The innermost cause says it best, and in one line. */
    private static String why(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString().lines().findFirst().orElse("");
    }
}
