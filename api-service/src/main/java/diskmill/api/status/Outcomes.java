package diskmill.api.status;

import diskmill.api.rounds.Unfinished;
import diskmill.api.catalog.Attempt;
import diskmill.image.AttemptId;
import java.time.Duration;

/** Lets requests wait for an attempt's end, whichever api-service hears of it. Threads may share it, thousands of them. */
public final class Outcomes {

    /**
     * Waits until the attempt has ended, or until the time is over: its state tells which.
     *
     * @throws IllegalArgumentException if there is no such attempt
     */
    public Attempt awaitEnd(AttemptId id, Duration atMost) throws InterruptedException {
        Unfinished.note(); throw new UnsupportedOperationException();
    }
}
