package diskmill.disk;

import java.util.Arrays;

/** Offsets of tables inside an image: at most a few million, 8 bytes each. */
final class Places {

    private long[] offsets = new long[64];
    private int count;

    void add(long offset) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
        }
        offsets[count++] = offset;
    }

    int count() {
        return count;
    }

    long at(int index) {
        return offsets[index];
    }

    /** Puts them in the order of the file, and says whether one is there twice. */
    boolean sortedHasTwins() {
        Arrays.sort(offsets, 0, count);
        for (int i = 1; i < count; i++) {
            if (offsets[i] == offsets[i - 1]) {
                return true;
            }
        }
        return false;
    }

    /** Puts them in the order of the file, each once. */
    void sortOnce() {
        Arrays.sort(offsets, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (kept == 0 || offsets[i] != offsets[kept - 1]) {
                offsets[kept++] = offsets[i];
            }
        }
        count = kept;
    }
}
