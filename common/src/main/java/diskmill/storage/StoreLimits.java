package diskmill.storage;

/**
 * How much a store takes as it is set up in this process.
 *
 * @param largestObject bytes
 * @param uploadsAtOnce that can go on beside each other, however slowly each of them is written
 */
public record StoreLimits(long largestObject, int uploadsAtOnce) {

    /** Of a store that takes whatever its disk has room for. */
    public static final StoreLimits NONE = new StoreLimits(Long.MAX_VALUE, Integer.MAX_VALUE);
}
