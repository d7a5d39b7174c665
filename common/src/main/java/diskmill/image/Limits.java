package diskmill.image;

/**
 * What one image may take.
 *
 * @param maxBytes        of the stored bytes and of the source's, each
 * @param maxVirtualBytes that a guest would see; checked before anything is expanded
 */
public record Limits(long maxBytes, long maxVirtualBytes) {

    public Limits {
        if (maxBytes <= 0 || maxVirtualBytes <= 0) {
            throw new IllegalArgumentException("a limit of nothing lets nothing in");
        }
    }

    /** At most so many bytes, and one at least. */
    public Limits within(long bytes) {
        return new Limits(Math.max(1, Math.min(maxBytes, bytes)), maxVirtualBytes);
    }
}
