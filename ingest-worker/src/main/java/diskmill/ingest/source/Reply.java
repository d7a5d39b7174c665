package diskmill.ingest.source;

import diskmill.image.RejectionReason;
import java.time.Duration;

/** What came of asking a source once. */
sealed interface Reply {

    /** It sends bytes. Whoever gets it closes the answer. */
    record Sending(Answer answer) implements Reply {}

    /** It refuses, and would do so again. */
    record Refusing(RejectionReason reason, String sentence) implements Reply {}

    /**
     * It does not answer now, or says that it cannot.
     *
     * @param reason  if it stays so
     * @param atLeast how long it asks to be left alone; zero where it does not say
     */
    record Later(RejectionReason reason, String sentence, Duration atLeast) implements Reply {

        Later(RejectionReason reason, String sentence) {
            this(reason, sentence, Duration.ZERO);
        }
    }
}
