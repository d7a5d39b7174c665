package diskmill.storage.s3;

/**
 * How large each part of an upload is, when nobody knows how long the upload will be. S3 takes 10,000 parts of at least 5 MiB
 * (the last may be smaller) and objects of 5 TiB; parts that grow reach that, and begin small. The sizes follow from the
 * number alone, so an upload that another run left can be understood.
 *
 * @param first   bytes of the first parts
 * @param largest bytes that no part exceeds: what the process has memory for
 */
record PartSizes(long first, long largest) {

    static final int MOST_PARTS = 10_000;

    /** Parts of the first size: with 8 MiB, the first 8 GiB, which are most images. */
    private static final int FIRST_PARTS = 1_000;

    /** Parts after which the size doubles, from then on. */
    private static final int STEP = 250;

    /** With it 5 TiB are reached from a first size of 5 MiB. */
    static final long ENOUGH = 680L << 20;

    /** @param number of the part, from 1 on */
    int of(int number) {
        long size = first;
        for (int grown = FIRST_PARTS; grown < number && size < ENOUGH; grown += STEP) {
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
