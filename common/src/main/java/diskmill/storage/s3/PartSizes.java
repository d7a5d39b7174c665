package diskmill.storage.s3;

/**
 * How large each part of an upload is. S3 takes 10,000 parts of at least 5 MiB (the last may be smaller) and objects of 5 TiB.
 * Where nobody knows how long an upload will be, parts that grow reach that, and begin small.
 *
 * @param first   bytes of the first parts
 * @param largest bytes that no part exceeds: what the process has memory for
 * @param steady  how many parts have the first size before they grow
 */
record PartSizes(long first, long largest, int steady) {

    static final int MOST_PARTS = 10_000;

    private static final long MEBIBYTE = 1 << 20;

    /** With 8 MiB, the first 8 GiB, which are most images. */
    private static final int FIRST_PARTS = 1_000;

    /** Parts after which the size doubles, from then on. */
    private static final int STEP = 250;

    /** With it 5 TiB are reached from a first size of 5 MiB. */
    static final long ENOUGH = 680L << 20;

    /** Sizes for an upload of unknown length. */
    static PartSizes growing(long first, long largest) {
        return new PartSizes(first, largest, FIRST_PARTS);
    }

    /**
     * For an upload of so many bytes: as small as they can be, and all alike, so that one part can be sent while the next one is
     * filled. The same as these where so many are too many.
     */
    PartSizes forSize(long bytes) {
        if (bytes > most()) {
            return this;
        }
        long wholeMebibytes = Math.ceilDiv(bytes, MOST_PARTS * MEBIBYTE) * MEBIBYTE;
        return new PartSizes(
                Math.clamp(wholeMebibytes, first, Math.max(first, largest)), largest, MOST_PARTS);
    }

    /** @param number of the part, from 1 on */
    int of(int number) {
        long size = first;
        for (int grown = steady; grown < number && size < ENOUGH; grown += STEP) {
            size *= 2;
        }
        return Math.toIntExact(Math.max(first, Math.min(size, Math.min(largest, ENOUGH))));
    }

    /** Bytes of the first parts together. */
    long upTo(int parts) {
        long bytes = 0;
        for (int number = 1; number <= parts; number++) {
            bytes += of(number);
        }
        return bytes;
    }

    /** Bytes of the largest object. */
    long most() {
        return upTo(MOST_PARTS);
    }
}
