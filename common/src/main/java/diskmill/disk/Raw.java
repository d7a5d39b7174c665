package diskmill.disk;

import diskmill.image.DiskFormat;
import diskmill.image.RejectionReason;
import java.util.Optional;

/**
 * A disk whose first bytes show no format. One encrypted by LUKS is raw too, as {@code cinder} uploads its encrypted volumes:
 * the guest's host is told of the encryption apart, and a LUKS header names no other file.
 */
record Raw(long maxVirtualBytes) implements Candidate {

    private static final String LUKS = "LUKS\u00ba\u00be";
    private static final int LUKS_VERSION = 6;

    static Header read(ByteWindow head, long maxVirtualBytes) {
        if (head.has(0, LUKS)) {
            int version = head.u16be(LUKS_VERSION);
            if (version != 1 && version != 2) {
                return Header.unsupported(
                        "it is encrypted by LUKS of version %d; versions 1 and 2 are known"
                                .formatted(version));
            }
        }
        return PartitionTables.check(head)
                .<Header>map(Header.Refused::new)
                .orElseGet(() -> new Header.Present(new Raw(maxVirtualBytes)));
    }

    static boolean isLuks1(ByteWindow header) {
        return header.has(0, LUKS) && header.u16be(LUKS_VERSION) == 1;
    }

    @Override
    public DiskFormat format() {
        return DiskFormat.RAW;
    }

    @Override
    public long virtualSize() {
        return 0;
    }

    @Override
    public Finding atEnd(long size, ByteWindow tail) {
        Optional<Finding.Unfit> foreign = ForeignFormats.findAtEnd(tail);
        if (foreign.isPresent()) {
            return foreign.get();
        }
        Optional<Finding> fixedVhd = Vhd.fixed(size, tail, maxVirtualBytes);
        if (fixedVhd.isPresent()) {
            return fixedVhd.get();
        }
        return size > maxVirtualBytes
                ? Candidate.tooLarge(size, maxVirtualBytes)
                : new Finding.Disk(DiskFormat.RAW, size);
    }

    @Override
    public Optional<Finding.Unfit> deep(DiskReader disk) {
        return Optional.empty();
    }

    /** What else an end may show where the beginning has shown something already. */
    static Optional<Finding> alsoAtEnd(String name, long size, ByteWindow tail) {
        boolean shown =
                ForeignFormats.findAtEnd(tail).isPresent()
                        || Vhd.fixed(size, tail, Long.MAX_VALUE).isPresent();
        return shown
                ? Optional.of(
                        new Finding.Unfit(
                                RejectionReason.UNSAFE,
                                "the content begins as %s and ends as a disk of another format, so it can be taken for either; convert it to one of them"
                                        .formatted(name)))
                : Optional.empty();
    }
}
