package diskmill.disk;

import java.io.IOException;
import java.util.Optional;

/**
 * Walks a qcow2's tables, one cluster in memory at a time: every L2 table, data cluster, compressed piece and refcount block must
 * lie inside the file. {@code qemu-img check} sees the rest (clusters used twice, wrong counts), but not a compressed disk
 * that is cut off. Snapshots' tables are walked as well: whoever goes back to one wants it whole.
 *
 * <p>The work is bounded by the file: no L2 table is read twice, and there cannot be more of them than clusters.
 */
final class Qcow2Tables {

    private static final int CHUNK = 64 * 1024;

    /** Bits 9 to 55 of an entry: where in the file. */
    private static final long OFFSET = 0x00fffffffffffe00L;

    private static final long COMPRESSED = 1L << 62;
    private static final long ZERO = 1;
    private static final int SUBCLUSTERS = 32;
    private static final int SECTOR = 512;

    private static final int SNAPSHOT = 40;
    private static final long MOST_SNAPSHOT_EXTRA = 1024;

    /** Active and snapshots' L1 tables together, in bytes; one alone may have 32 MiB. */
    private static final long MOST_L1_BYTES = 64 << 20;

    private final Qcow2 qcow2;
    private final DiskReader disk;
    private final long clusterSize;
    private Places tables = new Places();

    Qcow2Tables(Qcow2 qcow2, DiskReader disk) {
        this.qcow2 = qcow2;
        this.disk = disk;
        this.clusterSize = qcow2.clusterSize();
    }

    Optional<Finding.Unfit> check() throws IOException {
        Optional<Finding.Unfit> found = checkEncryption();
        if (found.isEmpty()) {
            found = checkRefcountTable();
        }
        if (found.isEmpty()) {
            found = readL1(qcow2.l1());
        }
        if (found.isEmpty() && tables.sortedHasTwins()) {
            found = Candidate.found("two parts of the disk share one L2 table");
        }
        if (found.isEmpty()) {
            found = readSnapshots();
        }
        return found.isEmpty() ? checkTables() : found;
    }

    private Optional<Finding.Unfit> checkEncryption() throws IOException {
        if (qcow2.luks().isEmpty()) {
            return Optional.empty();
        }
        return Raw.isLuks1(disk.read(qcow2.luks().get().offset(), SECTOR))
                ? Optional.empty()
                : Candidate.found(
                        "this qcow2 is encrypted by LUKS, but its LUKS header is damaged");
    }

    private Optional<Finding.Unfit> checkRefcountTable() throws IOException {
        Qcow2.Piece table = qcow2.refcountTable();
        for (long from = 0; from < table.length(); from += CHUNK) {
            ByteWindow chunk = chunk(table, from);
            for (int at = 0; at < chunk.length(); at += 8) {
                long block = chunk.u64be(at) & ~(SECTOR - 1L);
                if (block != 0 && !isClusterInside(block)) {
                    return cutOff("refcount block %d".formatted((from + at) / 8));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Finding.Unfit> readL1(Qcow2.Piece l1) throws IOException {
        for (long from = 0; from < l1.length(); from += CHUNK) {
            ByteWindow chunk = chunk(l1, from);
            for (int at = 0; at < chunk.length(); at += 8) {
                long table = chunk.u64be(at) & OFFSET;
                if (table == 0) {
                    continue;
                }
                if (!isClusterInside(table)) {
                    return cutOff("L2 table %d".formatted((from + at) / 8));
                }
                tables.add(table);
            }
        }
        return Optional.empty();
    }

    private Optional<Finding.Unfit> readSnapshots() throws IOException {
        long at = qcow2.snapshotsOffset();
        long l1Bytes = qcow2.l1().length();
        for (int snapshot = 0; snapshot < qcow2.snapshots(); snapshot++) {
            ByteWindow head = disk.read(at, SNAPSHOT);
            Qcow2.Piece l1 = new Qcow2.Piece(head.u64be(0), head.u32be(8) * 8);
            long extra = head.u32be(36);
            l1Bytes += l1.length();
            if (head.length() < SNAPSHOT || !l1.isInside(disk.size())) {
                return cutOff("snapshot %d".formatted(snapshot + 1));
            }
            if (extra > MOST_SNAPSHOT_EXTRA || l1Bytes > MOST_L1_BYTES) {
                return Candidate.found("its snapshots have impossible sizes");
            }
            Optional<Finding.Unfit> found = readL1(l1);
            if (found.isPresent()) {
                return found;
            }
            tables.sortOnce();
            at += (SNAPSHOT + extra + head.u16be(12) + head.u16be(14) + 7) / 8 * 8;
        }
        return Optional.empty();
    }

    private Optional<Finding.Unfit> checkTables() throws IOException {
        int step = qcow2.entryBytes();
        for (int table = 0; table < tables.count(); table++) {
            ByteWindow entries = disk.read(tables.at(table), (int) clusterSize);
            for (int at = 0; at < entries.length(); at += step) {
                long entry = entries.u64be(at);
                long bits = step == 16 ? entries.u64be(at + 8) : 0;
                if (entry != 0 && !isInside(entry, bits)) {
                    return cutOff("a part of it");
                }
            }
        }
        return Optional.empty();
    }

    private boolean isInside(long entry, long subclusters) {
        if ((entry & COMPRESSED) != 0) {
            return isCompressedInside(entry);
        }
        long offset = entry & OFFSET;
        if (offset == 0) {
            return true;
        }
        boolean zero = !qcow2.subclusters() && (entry & ZERO) != 0;
        long needed = qcow2.subclusters() ? written(subclusters) : zero ? 0 : clusterSize;
        // what is only set aside may not be written yet, but begins before the end
        return offset % clusterSize == 0
                && ByteWindow.isInside(
                        offset, needed, (disk.size() + SECTOR - 1) / SECTOR * SECTOR);
    }

    /** Up to the last subcluster that holds data. */
    private long written(long subclusters) {
        int allocated = (int) subclusters;
        return (SUBCLUSTERS - Integer.numberOfLeadingZeros(allocated))
                * (clusterSize / SUBCLUSTERS);
    }

    /** The last of its sectors holds at least one byte of it, but may be cut short by the file's end. */
    private boolean isCompressedInside(long entry) {
        int sectorsAt = 62 - (qcow2.clusterBits() - 8);
        long offset = entry & ((1L << sectorsAt) - 1);
        long more = (entry & (COMPRESSED - 1)) >>> sectorsAt;
        return offset != 0
                && ByteWindow.isInside(offset / SECTOR * SECTOR, more * SECTOR + 1, disk.size());
    }

    private boolean isClusterInside(long offset) {
        return offset % clusterSize == 0 && ByteWindow.isInside(offset, clusterSize, disk.size());
    }

    private ByteWindow chunk(Qcow2.Piece table, long from) throws IOException {
        return disk.read(table.offset() + from, (int) Math.min(CHUNK, table.length() - from));
    }

    private Optional<Finding.Unfit> cutOff(String what) {
        return Candidate.found(
                "the disk is cut off or damaged: %s lies beyond its %d bytes"
                        .formatted(what, disk.size()));
    }
}
