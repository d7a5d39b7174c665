package diskmill.ingest.source;

/**
 * Whether a source keeps up the lowest rate, over windows of the time that was spent waiting for it: what the taker of the
 * bytes spends is not the source's fault.
 */
final class RateWatch {

    private final long windowNanos;
    private final double bytesPerWindow;
    private long nanos;
    private long bytes;

    RateWatch(SourceSettings settings) {
        windowNanos = settings.minRateWindow().toNanos();
        bytesPerWindow = settings.minRate().toBytes() * (windowNanos / 1e9);
    }

    /** Counts one read; answers whether the window that it ended was too slow. */
    boolean tooSlow(long readBytes, long waitedNanos) {
        bytes += readBytes;
        nanos += waitedNanos;
        if (nanos < windowNanos) {
            return false;
        }
        // a read may outlast the window
        boolean slow = bytes < bytesPerWindow * nanos / windowNanos;
        nanos = 0;
        bytes = 0;
        return slow;
    }
}
