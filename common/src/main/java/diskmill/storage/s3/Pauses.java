package diskmill.storage.s3;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait between tries: twice as long each time, less up to a half by chance. */
final class Pauses {

    private static final long FIRST = 200;
    private static final long LONGEST = 5_000;

    private Pauses() {}

    /** @param tried how often, from 1 on */
    static Duration of(int tried) {
        long longest = Math.min(LONGEST, FIRST << Math.min(tried - 1, 10));
        return Duration.ofMillis(longest - ThreadLocalRandom.current().nextLong(longest / 2));
    }

    /** Waits; false, with the thread's flag set, if it is interrupted. */
    static boolean after(int tried) {
        try {
            Thread.sleep(of(tried));
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
