package diskmill.disk;

import diskmill.image.DiskFormat;
import java.io.IOException;
import java.util.Optional;

/**
 * Virtual PC's disk (Microsoft's "Virtual Hard Disk Image Format Specification" 1.0): fixed, which is a raw disk and a footer
 * of 512 bytes, or dynamic, whose footer also stands at the beginning.
 *
 * @param tableOffset of the block allocation table, in bytes; 0 for a fixed disk
 * @param entries     of that table
 * @param blockSize   in bytes, without the block's bitmap
 */
record Vhd(long virtualSize, long tableOffset, long entries, long blockSize) implements Candidate {

    private static final String COOKIE = "conectix";
    private static final int SECTOR = 512;
    private static final int CHECKSUM = 64;
    private static final int FIXED = 2;
    private static final int DYNAMIC = 3;
    private static final int DIFFERENCING = 4;
    private static final int DYNAMIC_HEADER = 1024;

    private static final long UNALLOCATED = 0xffffffffL;
    private static final int CHUNK = 64 * 1024;

    /** A fixed disk, if {@code tail} ends with a footer that says so and whose checksum agrees. */
    static Optional<Finding> fixed(long size, ByteWindow tail, long maxVirtualBytes) {
        ByteWindow footer = tail.from(tail.length() - SECTOR);
        if (!footer.has(0, COOKIE)
                || !isChecksumRight(footer, SECTOR, CHECKSUM)
                || footer.u32be(60) != FIXED) {
            return Optional.empty();
        }
        long virtualSize = virtualSize(footer);
        if (virtualSize < 0 || virtualSize > maxVirtualBytes) {
            return Optional.of(Candidate.tooLarge(virtualSize, maxVirtualBytes));
        }
        return Optional.of(
                virtualSize > size - SECTOR || virtualSize == 0
                        ? Candidate.damaged(
                                "its footer speaks of a disk of %d bytes, but %d came before it"
                                        .formatted(virtualSize, size - SECTOR))
                        : new Finding.Disk(DiskFormat.VHD, virtualSize));
    }

    /**
     * The current size, in whole sectors, whoever wrote the disk: the geometry, by which {@code qemu-img} goes unless it is
     * told otherwise, is rounded and would cut off the end.
     */
    private static long virtualSize(ByteWindow footer) {
        return footer.u64be(48) & -SECTOR;
    }

    private static boolean isChecksumRight(ByteWindow window, int length, int checksumAt) {
        long sum = 0;
        for (int at = 0; at < length; at++) {
            sum += at >= checksumAt && at < checksumAt + 4 ? 0 : window.u8(at);
        }
        return window.length() >= length && (~sum & 0xffffffffL) == window.u32be(checksumAt);
    }

    @Override
    public DiskFormat format() {
        return DiskFormat.VHD;
    }

    @Override
    public Finding atEnd(long size, ByteWindow tail) {
        return ByteWindow.isInside(tableOffset, entries * 4, size)
                ? disk()
                : Candidate.damaged(
                        "the disk is cut off: its block table lies beyond the %d bytes that came"
                                .formatted(size));
    }

    @Override
    public Optional<Finding.Unfit> deep(DiskReader disk) throws IOException {
        long bitmap = (blockSize / SECTOR / 8 + SECTOR - 1) / SECTOR * SECTOR;
        for (long from = 0; from < entries * 4; from += CHUNK) {
            ByteWindow chunk =
                    disk.read(tableOffset + from, (int) Math.min(CHUNK, entries * 4 - from));
            for (int at = 0; at < chunk.length(); at += 4) {
                long sector = chunk.u32be(at);
                if (sector != UNALLOCATED
                        && !ByteWindow.isInside(sector * SECTOR, bitmap + blockSize, disk.size())) {
                    return Candidate.found(
                            "the disk is cut off: block %d lies beyond its %d bytes"
                                    .formatted((from + at) / 4, disk.size()));
                }
            }
        }
        return Optional.empty();
    }

    static final class Reader implements DiskHeader {

        @Override
        public String name() {
            return "vhd";
        }

        @Override
        public boolean isShownBy(ByteWindow head) {
            return head.has(0, COOKIE);
        }

        @Override
        public Header read(ByteWindow head, boolean ended, long maxVirtualBytes) {
            if (!isChecksumRight(head, SECTOR, CHECKSUM)) {
                return Header.damaged("its footer's checksum is wrong");
            }
            long type = head.u32be(60);
            if (type == DIFFERENCING) {
                return Header.unsafe(
                        "this is a differencing VHD, which needs its parent; merge the two first");
            }
            if (type != DYNAMIC || head.u64be(16) != SECTOR) {
                return Header.unsupported(
                        "this is a VHD of type %d with its header at %s; fixed and dynamic ones are taken"
                                .formatted(type, Long.toUnsignedString(head.u64be(16))));
            }
            if (head.length() < SECTOR + DYNAMIC_HEADER && !ended) {
                return new Header.More(SECTOR + DYNAMIC_HEADER);
            }
            return dynamic(head, maxVirtualBytes);
        }

        private static Header dynamic(ByteWindow head, long maxVirtualBytes) {
            ByteWindow header = head.from(SECTOR);
            if (!header.has(0, "cxsparse") || !isChecksumRight(header, DYNAMIC_HEADER, 36)) {
                return Header.damaged("its dynamic header is missing or its checksum is wrong");
            }
            long virtualSize = virtualSize(head);
            if (virtualSize < 0 || virtualSize > maxVirtualBytes) {
                return new Header.Refused(Candidate.tooLarge(virtualSize, maxVirtualBytes));
            }
            long blockSize = header.u32be(32);
            long entries = header.u32be(28);
            long tableOffset = header.u64be(16);
            if (Long.bitCount(blockSize) != 1
                    || blockSize < SECTOR
                    || virtualSize == 0
                    || entries * blockSize < virtualSize
                    || tableOffset < SECTOR + DYNAMIC_HEADER) {
                return Header.damaged(
                        "its block table (%d blocks of %d bytes) does not fit its disk of %d bytes"
                                .formatted(entries, blockSize, virtualSize));
            }
            return new Header.Present(new Vhd(virtualSize, tableOffset, entries, blockSize));
        }
    }
}
