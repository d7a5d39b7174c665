package diskmill.disk;

import diskmill.image.RejectionReason;
import java.util.Optional;

/** A qcow2's header, checked as far as it alone can be. */
final class Qcow2Header {

    private static final int LENGTH_2 = 72;
    private static final int LENGTH_3 = 104;

    /** Where the extensions must end: the longest that {@code qemu-img} writes are under 1 KiB. */
    private static final int MOST_EXTENSIONS = 64 * 1024;

    private static final long DIRTY = 1;
    private static final long CORRUPT = 1 << 1;
    private static final long DATA_FILE = 1 << 2;
    private static final long COMPRESSION_TYPE = 1 << 3;
    private static final long EXTENDED_L2 = 1 << 4;
    private static final long KNOWN = DIRTY | CORRUPT | DATA_FILE | COMPRESSION_TYPE | EXTENDED_L2;

    private static final int ZSTD = 1;

    /** As {@code qemu-img} has them. */
    private static final long MOST_L1_BYTES = 32 << 20;

    private static final long MOST_REFCOUNT_TABLE_BYTES = 8 << 20;
    private static final int MOST_REFCOUNT_ORDER = 6;

    /** {@code qemu-img} takes 65,536; a person who has more than this sends them by mistake. */
    private static final long MOST_SNAPSHOTS = 256;

    private final ByteWindow head;
    private final long version;
    private final int clusterBits;
    private final long incompatible;
    private final long headerLength;

    private Qcow2Header(ByteWindow head) {
        this.head = head;
        this.version = head.u32be(4);
        this.clusterBits = (int) Math.min(head.u32be(20), 64);
        this.incompatible = version == 2 ? 0 : head.u64be(72);
        this.headerLength = version == 2 ? LENGTH_2 : head.u32be(100);
    }

    static Header read(ByteWindow head, boolean ended, long maxVirtualBytes) {
        if (head.length() < LENGTH_3) {
            return Header.damaged("the disk is cut off in its header");
        }
        Qcow2Header header = new Qcow2Header(head);
        Optional<Header> refused =
                header.checkVariant()
                        .or(() -> header.checkSize(maxVirtualBytes))
                        .or(header::checkTables);
        if (refused.isPresent()) {
            return refused.get();
        }
        int firstCluster = (int) Math.min(1L << header.clusterBits, MOST_EXTENSIONS);
        if (head.length() < firstCluster && !ended) {
            return new Header.More(firstCluster);
        }
        Qcow2Extensions extensions = Qcow2Extensions.read(head, header.headerLength, firstCluster);
        return extensions
                .refusal()
                .or(() -> extensions.refuseEncryption(head.u32be(32), header::isPlace))
                .orElseGet(() -> new Header.Present(header.disk(extensions)));
    }

    private Optional<Header> checkVariant() {
        if (version != 2 && version != 3) {
            return Optional.of(
                    Header.unsupported(
                            "this is a qcow2 of version %d; 2 and 3 are known".formatted(version)));
        }
        if (head.u64be(8) != 0) {
            return Optional.of(
                    Header.unsafe(
                            "this qcow2 names a backing file; make it whole first: qemu-img convert -O qcow2"));
        }
        if ((incompatible & DATA_FILE) != 0) {
            return Optional.of(Qcow2Extensions.dataFile());
        }
        if ((incompatible & CORRUPT) != 0) {
            return Optional.of(
                    Header.damaged(
                            "this qcow2 is marked as corrupt; mend it first: qemu-img check -r all"));
        }
        if ((incompatible & ~KNOWN) != 0) {
            return Optional.of(
                    Header.unsupported(
                            "this qcow2 needs features that are not known (%#x)"
                                    .formatted(incompatible & ~KNOWN)));
        }
        if (clusterBits < 9 || clusterBits > 21) {
            return Optional.of(
                    Header.damaged("its clusters would have 2^%d bytes".formatted(clusterBits)));
        }
        return version == 2 ? Optional.empty() : checkVersion3();
    }

    private Optional<Header> checkVersion3() {
        if (headerLength < LENGTH_3 || headerLength % 8 != 0 || headerLength > 1L << clusterBits) {
            return Optional.of(
                    Header.damaged("its header would have %d bytes".formatted(headerLength)));
        }
        int compression = headerLength > LENGTH_3 ? head.u8(LENGTH_3) : 0;
        boolean told = (incompatible & COMPRESSION_TYPE) != 0;
        if (compression > ZSTD || told != (compression != 0)) {
            return Optional.of(
                    Header.unsupported(
                            "its clusters are compressed in a way that is not known (%d)"
                                    .formatted(compression)));
        }
        if ((incompatible & EXTENDED_L2) != 0 && clusterBits < 14) {
            return Optional.of(
                    Header.damaged("its clusters are too small for extended L2 entries"));
        }
        return head.u32be(96) > MOST_REFCOUNT_ORDER
                ? Optional.of(Header.damaged("its counts of references would be too wide"))
                : Optional.empty();
    }

    private Optional<Header> checkSize(long maxVirtualBytes) {
        long size = head.u64be(24);
        if (size < 0 || size > maxVirtualBytes) {
            return Optional.of(new Header.Refused(Candidate.tooLarge(size, maxVirtualBytes)));
        }
        return size == 0
                ? Optional.of(
                        Header.refused(
                                RejectionReason.EMPTY, "a guest would see a disk of 0 bytes"))
                : Optional.empty();
    }

    private Optional<Header> checkTables() {
        long l1Entries = head.u32be(36);
        long needed = disk(Qcow2Extensions.NONE).l1Entries(head.u64be(24));
        if (l1Entries * 8 > MOST_L1_BYTES || l1Entries < needed) {
            return Optional.of(
                    Header.damaged(
                            "its L1 table has %d entries, where its size needs %d and 32 MiB are the most"
                                    .formatted(l1Entries, needed)));
        }
        long refcountClusters = head.u32be(56);
        if (refcountClusters == 0 || refcountClusters << clusterBits > MOST_REFCOUNT_TABLE_BYTES) {
            return Optional.of(
                    Header.damaged(
                            "its refcount table has %d clusters, where 8 MiB are the most"
                                    .formatted(refcountClusters)));
        }
        if (!isPlace(head.u64be(40)) || !isPlace(head.u64be(48))) {
            return Optional.of(
                    Header.damaged("its tables do not stand on whole clusters behind its header"));
        }
        long snapshots = head.u32be(60);
        if (snapshots > MOST_SNAPSHOTS) {
            return Optional.of(
                    Header.unsupported(
                            "it has %d snapshots inside, more than the %d that are taken; delete them, or qemu-img convert -O qcow2, which leaves them out"
                                    .formatted(snapshots, MOST_SNAPSHOTS)));
        }
        return snapshots > 0 && !isPlace(head.u64be(64))
                ? Optional.of(
                        Header.damaged("its list of snapshots does not stand on whole clusters"))
                : Optional.empty();
    }

    private boolean isPlace(long offset) {
        return offset >= 1L << clusterBits && offset % (1L << clusterBits) == 0;
    }

    private Qcow2 disk(Qcow2Extensions extensions) {
        return new Qcow2(
                head.u64be(24),
                clusterBits,
                (incompatible & EXTENDED_L2) != 0,
                new Qcow2.Piece(head.u64be(40), head.u32be(36) * 8),
                new Qcow2.Piece(head.u64be(48), head.u32be(56) << clusterBits),
                (int) head.u32be(60),
                head.u64be(64),
                extensions.pieces(),
                extensions.luks());
    }
}
