package diskmill.disk;

import diskmill.image.DiskFormat;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * QEMU's copy-on-write disk, versions 2 and 3 (QEMU's docs/interop/qcow2.txt).
 *
 * @param clusterBits   a cluster has 2 to this power bytes
 * @param subclusters   whether an L2 entry has 16 bytes, with a bit for each part of its cluster (extended_l2)
 * @param l1            the active L1 table
 * @param refcountTable where the counts of references are found
 * @param snapshots     how many snapshots are inside
 * @param others        tables of other kinds that must be inside the file, in bytes
 * @param luks          the header of the encryption, if it is encrypted
 */
record Qcow2(
        long virtualSize,
        int clusterBits,
        boolean subclusters,
        Piece l1,
        Piece refcountTable,
        int snapshots,
        long snapshotsOffset,
        List<Piece> others,
        Optional<Piece> luks)
        implements Candidate {

    /** A part of the file, in bytes. */
    record Piece(long offset, long length) {

        boolean isInside(long size) {
            return ByteWindow.isInside(offset, length, size);
        }
    }

    long clusterSize() {
        return 1L << clusterBits;
    }

    int entryBytes() {
        return subclusters ? 16 : 8;
    }

    /** How much of the guest's disk one L2 table tells of. */
    long tableReach() {
        return clusterSize() / entryBytes() * clusterSize();
    }

    /** How many L1 entries {@code virtualBytes} take. */
    long l1Entries(long virtualBytes) {
        return virtualBytes <= 0 ? 0 : (virtualBytes - 1) / tableReach() + 1;
    }

    @Override
    public DiskFormat format() {
        return DiskFormat.QCOW2;
    }

    @Override
    public Finding atEnd(long size, ByteWindow tail) {
        if (!l1.isInside(size)) {
            return cutOff("L1 table", size);
        }
        if (!refcountTable.isInside(size)) {
            return cutOff("refcount table", size);
        }
        boolean inside = others.stream().allMatch(piece -> piece.isInside(size));
        if (!inside || (snapshots > 0 && snapshotsOffset >= size)) {
            return cutOff("list of snapshots, bitmaps or encryption header", size);
        }
        return disk();
    }

    private static Finding cutOff(String what, long size) {
        return Candidate.damaged(
                "the disk is cut off: its %s lies beyond the %d bytes that came"
                        .formatted(what, size));
    }

    @Override
    public Optional<Finding.Unfit> deep(DiskReader disk) throws IOException {
        return new Qcow2Tables(this, disk).check();
    }

    static final class Reader implements DiskHeader {

        @Override
        public String name() {
            return "qcow2";
        }

        /** Version 1 is a format of its own, and seen to before. */
        @Override
        public boolean isShownBy(ByteWindow head) {
            return head.has(0, "QFI\u00fb");
        }

        @Override
        public Header read(ByteWindow head, boolean ended, long maxVirtualBytes) {
            return Qcow2Header.read(head, ended, maxVirtualBytes);
        }
    }
}
