package diskmill.disk;

import diskmill.image.DiskFormat;
import java.io.IOException;
import java.util.Optional;

/**
 * Hyper-V's disk ([MS-VHDX]): blocks found through one block allocation table (BAT).
 *
 * @param batOffset  in bytes
 * @param batLength  in bytes
 * @param blockSize  in bytes
 * @param chunkRatio how many blocks stand in the BAT before each entry of a sector bitmap
 */
record Vhdx(long virtualSize, long batOffset, long batLength, long blockSize, long chunkRatio)
        implements Candidate {

    private static final int CHUNK = 64 * 1024;
    private static final int STATE = 7;
    private static final int FULLY_PRESENT = 6;
    private static final int PARTLY_PRESENT = 7;
    private static final long MIB = 1 << 20;

    /** As many as the virtual size needs, bitmap entries included. */
    private long entries() {
        long blocks = (virtualSize - 1) / blockSize + 1;
        return blocks + (blocks - 1) / chunkRatio;
    }

    boolean fitsBat() {
        return entries() <= batLength / 8;
    }

    @Override
    public DiskFormat format() {
        return DiskFormat.VHDX;
    }

    @Override
    public Finding atEnd(long size, ByteWindow tail) {
        return ByteWindow.isInside(batOffset, batLength, size)
                ? disk()
                : Candidate.damaged(
                        "the disk is cut off: its block table lies beyond the %d bytes that came"
                                .formatted(size));
    }

    @Override
    public Optional<Finding.Unfit> deep(DiskReader disk) throws IOException {
        long length = entries() * 8;
        for (long from = 0; from < length; from += CHUNK) {
            ByteWindow chunk = disk.read(batOffset + from, (int) Math.min(CHUNK, length - from));
            for (int at = 0; at < chunk.length(); at += 8) {
                long entry = (from + at) / 8;
                if (!holds(disk.size(), chunk.u64le(at), entry)) {
                    return Candidate.found(
                            "the disk is cut off: entry %d of its block table leads beyond its %d bytes"
                                    .formatted(entry, disk.size()));
                }
            }
        }
        return Optional.empty();
    }

    private boolean holds(long size, long value, long entry) {
        int state = (int) (value & STATE);
        if (state != FULLY_PRESENT && state != PARTLY_PRESENT) {
            return true;
        }
        long offset = (value >>> 20) * MIB;
        boolean bitmap = entry % (chunkRatio + 1) == chunkRatio;
        long block = entry - entry / (chunkRatio + 1);
        long needed = Math.clamp(virtualSize - block * blockSize, 0, blockSize);
        return offset >= MIB && ByteWindow.isInside(offset, bitmap ? MIB : needed, size);
    }

    static final class Reader implements DiskHeader {

        @Override
        public String name() {
            return "vhdx";
        }

        @Override
        public boolean isShownBy(ByteWindow head) {
            return head.has(0, "vhdxfile");
        }

        @Override
        public Header read(ByteWindow head, boolean ended, long maxVirtualBytes) {
            return VhdxHeader.read(head, ended, maxVirtualBytes);
        }
    }
}
