package diskmill.disk;

import diskmill.image.DiskFormat;
import java.io.IOException;
import java.util.Optional;

/**
 * VirtualBox's disk, version 1.1, as {@code qemu-img} takes it: blocks of 1 MiB, found through one block map.
 *
 * @param mapOffset  of the block map, in bytes
 * @param dataOffset of block 0's place, in bytes
 * @param blocks     entries of the map
 */
record Vdi(long virtualSize, long mapOffset, long dataOffset, long blocks) implements Candidate {

    private static final int SIGNATURE = 64;
    private static final long MAGIC = 0xbeda107fL;
    private static final int HEADER = 512;
    private static final long VERSION_1_1 = 0x00010001L;
    private static final int BLOCK = 1 << 20;

    /** The most that {@code qemu-img} takes. */
    private static final long MOST_BLOCKS = 0x3fffffff;

    /** This and the value above it: not allocated, and given up again. */
    private static final long UNALLOCATED = 0xfffffffeL;

    private static final int CHUNK = 64 * 1024;

    @Override
    public DiskFormat format() {
        return DiskFormat.VDI;
    }

    @Override
    public Finding atEnd(long size, ByteWindow tail) {
        return ByteWindow.isInside(mapOffset, blocks * 4, size)
                ? disk()
                : Candidate.damaged(
                        "the disk is cut off: its block map lies beyond the %d bytes that came"
                                .formatted(size));
    }

    @Override
    public Optional<Finding.Unfit> deep(DiskReader disk) throws IOException {
        for (long from = 0; from < blocks * 4; from += CHUNK) {
            ByteWindow chunk =
                    disk.read(mapOffset + from, (int) Math.min(CHUNK, blocks * 4 - from));
            for (int at = 0; at < chunk.length(); at += 4) {
                long place = chunk.u32le(at);
                if (place < UNALLOCATED && !holds(disk.size(), place, (from + at) / 4)) {
                    return Candidate.found(
                            "the disk is cut off: block %d lies beyond its %d bytes"
                                    .formatted((from + at) / 4, disk.size()));
                }
            }
        }
        return Optional.empty();
    }

    /** The last block may end where the guest's disk ends. */
    private boolean holds(long size, long place, long block) {
        long needed = Math.clamp(virtualSize - block * BLOCK, 0, BLOCK);
        return ByteWindow.isInside(dataOffset + place * BLOCK, needed, size);
    }

    static final class Reader implements DiskHeader {

        @Override
        public String name() {
            return "vdi";
        }

        @Override
        public boolean isShownBy(ByteWindow head) {
            return head.u32le(SIGNATURE) == MAGIC;
        }

        @Override
        public Header read(ByteWindow head, boolean ended, long maxVirtualBytes) {
            if (!head.has(0, "<<< ")) {
                return Header.unsafe(
                        "it has the signature of a VDI behind bytes that are none, so it can be taken for a VDI or for raw; convert it to one of them");
            }
            if (head.length() < HEADER) {
                return Header.damaged("the disk is cut off in its header");
            }
            if (head.u32le(68) != VERSION_1_1) {
                return Header.unsupported("this is a VDI of another version than 1.1");
            }
            long type = head.u32le(76);
            if (!head.isZero(424, 16) || !head.isZero(440, 16) || type == 3 || type == 4) {
                return Header.unsafe(
                        "this VDI needs its parent or a snapshot; merge them into one disk first");
            }
            return fields(head, maxVirtualBytes);
        }

        private static Header fields(ByteWindow head, long maxVirtualBytes) {
            long virtualSize = head.u64le(368);
            if (virtualSize < 0 || virtualSize > maxVirtualBytes) {
                return new Header.Refused(Candidate.tooLarge(virtualSize, maxVirtualBytes));
            }
            if (head.u32le(360) != 512 || head.u32le(376) != BLOCK || head.u32le(380) != 0) {
                return Header.unsupported(
                        "this VDI has other blocks than 1 MiB or other sectors than 512 bytes; convert it first with VBoxManage clonemedium");
            }
            long mapOffset = head.u32le(340);
            long dataOffset = head.u32le(344);
            long blocks = head.u32le(384);
            if (virtualSize == 0
                    || blocks > MOST_BLOCKS
                    || blocks * BLOCK < virtualSize
                    || mapOffset < HEADER
                    || dataOffset < mapOffset + blocks * 4
                    || mapOffset % 512 != 0
                    || dataOffset % 512 != 0) {
                return Header.damaged(
                        "its block map (%d blocks of 1 MiB at %d, data at %d) does not fit its disk of %d bytes"
                                .formatted(blocks, mapOffset, dataOffset, virtualSize));
            }
            return new Header.Present(new Vdi(virtualSize, mapOffset, dataOffset, blocks));
        }
    }
}
