package diskmill.api.identity.keystone;

import diskmill.api.web.Refusal;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Keystone can be asked, as the log says it once when it changes, and as callers are told each time. Threads may share it. */
final class Availability {

    private static final Logger log = LoggerFactory.getLogger(Availability.class);

    /** Seconds; a restart of Keystone takes about as long. */
    private static final int RETRY_AFTER = 5;

    private final AtomicBoolean away = new AtomicBoolean();

    /** What is asked of Keystone. */
    @FunctionalInterface
    interface Question<T> {

        T ask() throws KeystoneUnavailable, InterruptedException;
    }

    /** The answer. @throws Refusal 503 if Keystone cannot be asked now */
    <T> T answer(Question<T> question) {
        try {
            T answer = question.ask();
            if (away.getAndSet(false)) {
                log.info("Keystone can be asked again");
            }
            return answer;
        } catch (KeystoneUnavailable unavailable) {
            if (!away.getAndSet(true)) {
                log.warn(
                        "Keystone cannot be asked, so nobody is let in: {}",
                        unavailable.getMessage());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw Refusal.unavailable(
                "The identity service cannot be asked now; try again in a few seconds.",
                RETRY_AFTER);
    }
}
