package diskmill.testkit.disk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A disk's first sector, as BIOSes start it: code that prints a line and halts, a partition table, a signature. */
final class BootSector {

    static final int SECTOR = 512;

    /** One partition begins at 1 MiB, as everywhere today. */
    static final int PARTITION_START = 2048;

    private static final int LINUX = 0x83;
    private static final int PROTECTIVE = 0xee;
    private static final int TABLE = 446;

    /** Sets up the segments, prints the text at 0x7c40 by BIOS call 10h, and halts. */
    private static final String CODE = "31c08ed8fcbe407cac84c07406b40ecd10ebf5f4ebfd";

    private BootSector() {}

    static byte[] withPartition(long diskBytes) {
        byte[] sector = bootable();
        long sectors = Math.max(diskBytes / SECTOR - PARTITION_START, 1);
        entry(
                sector,
                0x80,
                0x20,
                0x21,
                0,
                LINUX,
                PARTITION_START,
                (int) Math.min(sectors, 0xffffffffL));
        return sector;
    }

    /** The one that guards a GPT, with the start in the old way (head, sector, cylinder) as given. */
    static byte[] protective(int head, int sector, int cylinder) {
        byte[] bytes = bootable();
        entry(bytes, 0, head, sector, cylinder, PROTECTIVE, 1, 0xffffffff);
        return bytes;
    }

    private static byte[] bootable() {
        byte[] bytes = new byte[SECTOR];
        ByteBuffer sector = ByteBuffer.wrap(bytes);
        sector.put(0, HexFormat.of().parseHex(CODE));
        sector.put(0x40, "A sample disk has started.\r\n".getBytes(StandardCharsets.US_ASCII));
        sector.put(510, (byte) 0x55).put(511, (byte) 0xaa);
        return bytes;
    }

    private static void entry(
            byte[] sectorBytes,
            int boot,
            int head,
            int sector,
            int cylinder,
            int type,
            int start,
            int count) {
        ByteBuffer bytes = ByteBuffer.wrap(sectorBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(TABLE, (byte) boot);
        bytes.put(TABLE + 1, (byte) head)
                .put(TABLE + 2, (byte) sector)
                .put(TABLE + 3, (byte) cylinder);
        bytes.put(TABLE + 4, (byte) type);
        bytes.put(TABLE + 5, (byte) 0xfe).put(TABLE + 6, (byte) 0xff).put(TABLE + 7, (byte) 0xff);
        bytes.putInt(TABLE + 8, start).putInt(TABLE + 12, count);
    }
}
