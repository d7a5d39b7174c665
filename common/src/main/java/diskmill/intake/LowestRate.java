package diskmill.intake;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/**
 * Whether whoever sends bytes keeps up the lowest rate, over windows of the time that was spent waiting for it: what the taker of
 * the bytes spends is not the sender's fault. For one thread.
 */
public final class LowestRate {

    private final long windowNanos;
    private final double bytesPerSecond;
    private long nanos;
    private long bytes;

    /** @param bytesPerSecond none where it is 0 */
    public LowestRate(DataSize bytesPerSecond, Duration window) {
        this.windowNanos = window.toNanos();
        this.bytesPerSecond = bytesPerSecond.toBytes();
    }

    /** Counts what came since the last call, and the time spent waiting for it; answers whether the window that it ended was too slow. */
    public boolean missed(long newBytes, long waitedNanos) {
        bytes += newBytes;
        nanos += waitedNanos;
        if (nanos < windowNanos) {
            return false;
        }
        // a wait may outlast the window
        boolean slow = bytes < bytesPerSecond * nanos / 1e9;
        nanos = 0;
        bytes = 0;
        return slow;
    }
}
