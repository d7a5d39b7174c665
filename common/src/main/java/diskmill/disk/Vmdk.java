package diskmill.disk;

import diskmill.image.DiskFormat;
import java.io.IOException;
import java.util.Optional;

/**
 * VMware's disk in one file ("Virtual Disk Format 5.0"): monolithicSparse or streamOptimized. Sizes are in sectors of 512 bytes
 * except {@code virtualSize}.
 *
 * @param grainSectors     of one grain, the unit of allocation
 * @param entriesPerTable  grains of one grain table
 * @param directory        where the grain directory begins
 * @param spareDirectory   where its copy begins; 0 for none
 * @param compressed       whether each grain is compressed behind a marker of its own
 */
record Vmdk(
        long virtualSize,
        long grainSectors,
        int entriesPerTable,
        long directory,
        long spareDirectory,
        boolean compressed)
        implements Candidate {

    static final int SECTOR = 512;

    /** In the place of the directory's offset: it is told at the end of the file. */
    private static final long AT_END = -1;

    /** {@code qemu-img} reads so many as the descriptor, whatever the header says. */
    private static final int LEAST_DESCRIPTOR_SECTORS = 20;

    private static final String MAGIC = "KDMV";
    private static final int END_OF_STREAM = 512;
    private static final int FOOTER_MARKER = 3;
    private static final int MOST_ENTRIES_PER_TABLE = 512;
    private static final int MOST_GRAIN_SECTORS = 0x200000;

    /** 8 Mi tables; {@code qemu-img} has the same order of limit. */
    private static final long MOST_TABLES = 8 << 20;

    private static final long SPARE_DIRECTORY = 1 << 1;
    private static final long COMPRESSED = 1 << 16;

    long tables() {
        long perTable = grainSectors * entriesPerTable;
        return (virtualSize / SECTOR + perTable - 1) / perTable;
    }

    @Override
    public DiskFormat format() {
        return DiskFormat.VMDK;
    }

    @Override
    public Finding atEnd(long size, ByteWindow tail) {
        Vmdk whole = this;
        if (directory == AT_END) {
            ByteWindow footer = tail.from(tail.length() - Tail.LENGTH);
            Optional<Vmdk> told = readFooter(footer);
            if (told.isEmpty()) {
                return Candidate.damaged(
                        "the disk is cut off or changed: it does not end with a footer that agrees with its header");
            }
            whole = told.get();
        }
        return whole.isDirectoryInside(size)
                ? disk()
                : Candidate.damaged(
                        "the disk is cut off: its grain directory lies beyond the %d bytes that came"
                                .formatted(size));
    }

    private boolean isDirectoryInside(long size) {
        long sectors = size / SECTOR;
        return directory > 0
                && directory <= sectors
                && ByteWindow.isInside(directory * SECTOR, tables() * 4, size)
                && spareDirectory >= 0
                && spareDirectory <= sectors
                && (spareDirectory == 0
                        || ByteWindow.isInside(spareDirectory * SECTOR, tables() * 4, size));
    }

    private Optional<Vmdk> readFooter(ByteWindow footer) {
        boolean marked =
                footer.u64le(0) == 1
                        && footer.u32le(8) == 0
                        && footer.u32le(12) == FOOTER_MARKER
                        && footer.isZero(2 * SECTOR, END_OF_STREAM);
        ByteWindow header = footer.from(SECTOR);
        if (!marked || !header.has(0, MAGIC)) {
            return Optional.empty();
        }
        Vmdk told = fields(header);
        boolean same =
                told.virtualSize == virtualSize
                        && told.grainSectors == grainSectors
                        && told.entriesPerTable == entriesPerTable
                        && told.compressed == compressed
                        && told.directory != AT_END;
        return same ? Optional.of(told) : Optional.empty();
    }

    @Override
    public Optional<Finding.Unfit> deep(DiskReader disk) throws IOException {
        if (directory != AT_END) {
            return new VmdkTables(this, disk).check();
        }
        ByteWindow footer = disk.read(disk.size() - Tail.LENGTH, Tail.LENGTH);
        Optional<Vmdk> told = readFooter(footer);
        return told.isEmpty()
                ? Candidate.found("the disk's footer does not agree with its header")
                : new VmdkTables(told.get(), disk).check();
    }

    /** Unchecked; a capacity that overflows comes out negative. */
    private static Vmdk fields(ByteWindow header) {
        long flags = header.u32le(8);
        long capacity = header.u64le(12);
        return new Vmdk(
                capacity < 0 || capacity > Long.MAX_VALUE / SECTOR ? -1 : capacity * SECTOR,
                header.u64le(20),
                (int) header.u32le(44),
                header.u64le(56),
                (flags & SPARE_DIRECTORY) == 0 ? 0 : header.u64le(48),
                (flags & COMPRESSED) != 0);
    }

    static final class Reader implements DiskHeader {

        @Override
        public String name() {
            return "vmdk";
        }

        @Override
        public boolean isShownBy(ByteWindow head) {
            return head.has(0, MAGIC);
        }

        @Override
        public Header read(ByteWindow head, boolean ended, long maxVirtualBytes) {
            long descriptorAt = head.u64le(28);
            long descriptorSectors = head.u64le(36);
            if (head.u64le(12) == 0 || descriptorAt != 1 || descriptorSectors <= 0) {
                return Header.unsafe(
                        "this VMDK has no disk or no descriptor of its own, as a part of a larger one has; convert it to streamOptimized");
            }
            if (descriptorSectors >= Header.MOST / SECTOR) {
                return Header.damaged(
                        "its descriptor would have %d sectors, more than 1 MiB"
                                .formatted(descriptorSectors));
            }
            int read = (int) Math.max(descriptorSectors, LEAST_DESCRIPTOR_SECTORS) * SECTOR;
            if (head.length() < SECTOR + read && !ended) {
                return new Header.More(SECTOR + read);
            }
            if (head.length() < (1 + descriptorSectors) * SECTOR) {
                return Header.damaged("the disk is cut off in its descriptor");
            }
            return VmdkDescriptor.check(head.latin1(SECTOR, read))
                    .orElseGet(() -> checked(head, maxVirtualBytes));
        }

        private static Header checked(ByteWindow head, long maxVirtualBytes) {
            long version = head.u32le(4);
            if (version < 1 || version > 3) {
                return Header.unsupported(
                        "this is a VMDK of version %d; 1 to 3 are known".formatted(version));
            }
            Vmdk disk = fields(head);
            if (disk.virtualSize < 0 || disk.virtualSize > maxVirtualBytes) {
                return new Header.Refused(Candidate.tooLarge(disk.virtualSize, maxVirtualBytes));
            }
            boolean sane =
                    Long.bitCount(disk.grainSectors) == 1
                            && disk.grainSectors > 0
                            && disk.grainSectors <= MOST_GRAIN_SECTORS
                            && disk.entriesPerTable > 0
                            && disk.entriesPerTable <= MOST_ENTRIES_PER_TABLE
                            && disk.tables() <= MOST_TABLES;
            return sane
                    ? new Header.Present(disk)
                    : Header.damaged("its grains and tables have impossible sizes");
        }
    }
}
