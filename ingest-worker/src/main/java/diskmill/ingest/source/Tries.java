package diskmill.ingest.source;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Counts failures in a row, and waits longer after each. For one source, used by one thread. */
final class Tries {

    private final SourceSettings settings;
    private int failures;

    Tries(SourceSettings settings) {
        this.settings = settings;
    }

    /**
     * Counts one failure, and returns when it is time to try again.
     *
     * @throws SourceFailed if it was the last try
     */
    void failed(Reply.Later why) throws SourceFailed, InterruptedException {
        failures++;
        if (failures >= settings.tries()) {
            throw new SourceFailed(why.reason(), why.sentence());
        }
        Thread.sleep(pause(why.atLeast()));
    }

    /** Something was gained since the last failure. */
    void progressed() {
        failures = 0;
    }

    private Duration pause(Duration atLeast) {
        double doubled = settings.firstPause().toMillis() * Math.pow(2, failures - 1);
        double chance = ThreadLocalRandom.current().nextDouble(0.5, 1);
        long millis =
                Math.min(
                        settings.longestPause().toMillis(),
                        Math.max((long) (doubled * chance), atLeast.toMillis()));
        return Duration.ofMillis(millis);
    }
}
