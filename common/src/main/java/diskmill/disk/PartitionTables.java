package diskmill.disk;

import java.util.Optional;

/** The partition table in a raw disk's first sector (MBR), also the one that protects a GPT. */
final class PartitionTables {

    private static final int ENTRIES = 446;
    private static final int ENTRY = 16;
    private static final int SIGNATURE = 510;
    private static final int PROTECTIVE = 0xee;

    private PartitionTables() {}

    /** Whether a boot sector's signature stands there, and four entries that can be partitions, at least one of them used. */
    static boolean isShownBy(ByteWindow head) {
        if (!hasSignature(head)) {
            return false;
        }
        boolean used = false;
        for (int entry = ENTRIES; entry < SIGNATURE; entry += ENTRY) {
            int boot = head.u8(entry);
            if (boot != 0 && boot != 0x80) {
                return false;
            }
            used |= head.u8(entry + 4) != 0 && head.u32le(entry + 12) != 0;
        }
        return used;
    }

    /**
     * What is wrong with the protective entry of a GPT: it must begin at sector 1, and say so in the old way (cylinder, head,
     * sector) too. UEFI wants 0/0/2 there; 0/0/1 and 0/1/1 (older partitioning programs) and "too large to say" are in use.
     * Other boot sectors are left alone: many file systems and boot loaders have code where the table would be.
     */
    static Optional<Finding.Unfit> check(ByteWindow head) {
        if (!isShownBy(head)) {
            return Optional.empty();
        }
        for (int entry = ENTRIES; entry < SIGNATURE; entry += ENTRY) {
            if (head.u8(entry + 4) != PROTECTIVE) {
                continue;
            }
            if (head.u32le(entry + 8) != 1) {
                return Candidate.found(
                        "its partition table guards a GPT that would not begin at sector 1; write the table anew, for example with sgdisk");
            }
            if (!isStartInUse(head.u8(entry + 1), head.u8(entry + 2), head.u8(entry + 3))) {
                return Candidate.found(
                        "its partition table guards a GPT, but gives an impossible start as cylinder, head and sector; write the table anew, for example with sgdisk");
            }
        }
        return Optional.empty();
    }

    private static boolean hasSignature(ByteWindow head) {
        return head.u8(SIGNATURE) == 0x55 && head.u8(SIGNATURE + 1) == 0xaa;
    }

    private static boolean isStartInUse(int head, int sector, int cylinder) {
        boolean low = cylinder == 0 && head <= 1 && (sector == 1 || sector == 2);
        boolean saturated = head >= 0xfe && sector == 0xff && cylinder == 0xff;
        return low || saturated;
    }
}
