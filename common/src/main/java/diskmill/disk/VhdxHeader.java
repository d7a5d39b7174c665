package diskmill.disk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/** The way from a VHDX's first bytes to its BAT and its size: headers, region table, metadata. */
final class VhdxHeader {

    private static final int KIB = 1024;
    private static final int HEADERS_END = 320 * KIB;
    private static final int HEADER = 4 * KIB;
    private static final int TABLE = 64 * KIB;
    private static final int MOST_REGIONS = 2047;
    private static final int MOST_ITEMS = 2047;
    private static final long MIB = 1 << 20;

    private static final UUID BAT = UUID.fromString("2dc27766-f623-4200-9d64-115e9bfd4a08");
    private static final UUID METADATA = UUID.fromString("8b7ca206-4790-4b9a-b8fe-575f050f886e");
    private static final UUID PARAMETERS = UUID.fromString("caa16737-fa36-4d43-b3b6-33f0aa44e76b");
    private static final UUID SIZE = UUID.fromString("2fa54224-cd1b-4876-b211-5dbed83bf4b8");
    private static final UUID SECTOR = UUID.fromString("8141bf1d-a96f-4709-ba47-f233a8faab5f");
    private static final UUID PARENT = UUID.fromString("a8d35f2d-b30b-454d-abf7-d3d84834ab0c");

    private VhdxHeader() {}

    static Header read(ByteWindow head, boolean ended, long maxVirtualBytes) {
        if (head.length() < HEADERS_END) {
            return ended
                    ? Header.damaged("the disk is cut off in its header")
                    : new Header.More(HEADERS_END);
        }
        int header = currentHeader(head);
        if (header == 0) {
            return Header.damaged("neither of its two headers is whole");
        }
        if (head.u16le(header + 66) != 1) {
            return Header.unsupported("this is a VHDX of another version than 1");
        }
        if (!head.isZero(header + 48, 16)) {
            return Header.unsupported(
                    "it was not closed cleanly, some of it is still in its log; open and close it where it was made, then send it again");
        }
        for (int table : new int[] {192 * KIB, 256 * KIB}) {
            if (head.has(table, "regi")
                    && head.crc32c(table, TABLE, table + 4) == head.u32le(table + 4)) {
                return regions(head.from(table), maxVirtualBytes);
            }
        }
        return Header.damaged("neither of its two region tables is whole");
    }

    /** Where the header with the higher sequence number stands whose checksum agrees; 0 if neither's does. */
    private static int currentHeader(ByteWindow head) {
        int current = 0;
        for (int at : new int[] {64 * KIB, 128 * KIB}) {
            boolean whole =
                    head.has(at, "head") && head.crc32c(at, HEADER, at + 4) == head.u32le(at + 4);
            if (whole
                    && (current == 0
                            || Long.compareUnsigned(head.u64le(at + 8), head.u64le(current + 8))
                                    > 0)) {
                current = at;
            }
        }
        return current;
    }

    private static Header regions(ByteWindow table, long maxVirtualBytes) {
        long count = table.u32le(8);
        if (count > MOST_REGIONS) {
            return Header.damaged("its region table speaks of %d regions".formatted(count));
        }
        Region bat = new Region(0, 0);
        Region metadata = new Region(0, 0);
        for (int at = 16; at < 16 + count * 32; at += 32) {
            Region region = new Region(table.u64le(at + 16), table.u32le(at + 24));
            UUID name = guid(table, at);
            if (name.equals(BAT)) {
                bat = region;
            } else if (name.equals(METADATA)) {
                metadata = region;
            } else if ((table.u32le(at + 28) & 1) != 0) {
                return Header.unsupported("it needs a region of a kind that is not known: " + name);
            }
        }
        if (!bat.isSane() || !metadata.isSane()) {
            return Header.damaged(
                    "its block table or its metadata is missing or stands at no place for it");
        }
        Region table1 = bat;
        return new Header.Later(
                metadata.offset(),
                (int) Math.min(metadata.length(), Header.MOST),
                window -> metadata(window, table1, maxVirtualBytes));
    }

    private static Header metadata(ByteWindow region, Region bat, long maxVirtualBytes) {
        int count = region.u16le(10);
        if (!region.has(0, "metadata") || count > MOST_ITEMS) {
            return Header.damaged("the disk is cut off or overwritten in its metadata");
        }
        long virtualSize = 0;
        long blockSize = 0;
        long sector = 0;
        for (int at = 32; at < 32 + count * 32; at += 32) {
            UUID name = guid(region, at);
            long offset = region.u32le(at + 16);
            if (offset > region.length() - 8) {
                return Header.damaged("the disk is cut off in its metadata");
            }
            int item = (int) offset;
            if (name.equals(PARENT)
                    || (name.equals(PARAMETERS) && (region.u32le(item + 4) & 2) != 0)) {
                return Header.unsafe(
                        "this is a differencing VHDX, which needs its parent; merge the two first");
            } else if (name.equals(PARAMETERS)) {
                blockSize = region.u32le(item);
            } else if (name.equals(SIZE)) {
                virtualSize = region.u64le(item);
            } else if (name.equals(SECTOR)) {
                sector = region.u32le(item);
            }
        }
        return fields(virtualSize, blockSize, sector, bat, maxVirtualBytes);
    }

    private static Header fields(
            long virtualSize, long blockSize, long sector, Region bat, long maxVirtualBytes) {
        if (virtualSize < 0 || virtualSize > maxVirtualBytes) {
            return new Header.Refused(Candidate.tooLarge(virtualSize, maxVirtualBytes));
        }
        boolean sane =
                virtualSize > 0
                        && Long.bitCount(blockSize) == 1
                        && blockSize >= MIB
                        && blockSize <= 256 * MIB
                        && (sector == 512 || sector == 4096);
        if (sane) {
            Vhdx disk =
                    new Vhdx(
                            virtualSize,
                            bat.offset(),
                            bat.length(),
                            blockSize,
                            (sector << 23) / blockSize);
            if (disk.fitsBat()) {
                return new Header.Present(disk);
            }
        }
        return Header.damaged(
                "its block table (%d bytes, blocks of %d) does not fit its disk of %d bytes"
                        .formatted(bat.length(), blockSize, virtualSize));
    }

    /** As Microsoft writes them: the first three fields little-endian. */
    private static UUID guid(ByteWindow window, int at) {
        ByteBuffer bytes = ByteBuffer.allocate(16);
        bytes.putInt((int) window.u32le(at));
        bytes.putShort((short) window.u16le(at + 4));
        bytes.putShort((short) window.u16le(at + 6));
        bytes.order(ByteOrder.BIG_ENDIAN).putLong(window.u64be(at + 8)).flip();
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** A piece of the file, in bytes. */
    private record Region(long offset, long length) {

        /** All regions stand at whole MiB, behind the first one, and are whole MiB long. */
        boolean isSane() {
            return offset >= MIB && offset % MIB == 0 && length >= MIB && length % MIB == 0;
        }
    }
}
