package diskmill.api.v2.data;

/**
 * Whether a client keeps up the lowest rate, over windows of the time that was spent waiting for it: what the store and the
 * digests spend is not the client's fault. It is asked from outside, since a client that sends nothing ends no read.
 */
final class LowestRate {

    private final long windowNanos;
    private final double bytesPerSecond;
    private long bytesBefore;
    private long nanosBefore;

    LowestRate(UploadSettings settings) {
        windowNanos = settings.minRateWindow().toNanos();
        bytesPerSecond = settings.minRate().toBytes();
    }

    /**
     * Answers whether the window that is over now was too slow.
     *
     * @param bytes       received in all
     * @param waitedNanos in which the client was waited for, in all
     */
    boolean missed(long bytes, long waitedNanos) {
        long waited = waitedNanos - nanosBefore;
        if (waited < windowNanos) {
            return false;
        }
        boolean slow = bytes - bytesBefore < bytesPerSecond * waited / 1e9;
        bytesBefore = bytes;
        nanosBefore = waitedNanos;
        return slow;
    }
}
