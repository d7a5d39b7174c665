package diskmill.testkit.disk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The smallest disc by ISO 9660 that {@code file} and {@code mount} know: two descriptors, path tables, a root folder with one file. */
final class IsoImage {

    private static final int SECTOR = 2048;
    private static final int ROOT = 20;
    private static final int CONTENT = 21;

    /** In sectors; a few more than needed, so that it can be cut. */
    private static final int VOLUME = 64;

    private final ByteBuffer disc = ByteBuffer.allocate(VOLUME * SECTOR);

    private IsoImage() {}

    static byte[] bytes() {
        IsoImage image = new IsoImage();
        image.primaryDescriptor();
        image.end();
        image.pathTable(18, ByteOrder.LITTLE_ENDIAN);
        image.pathTable(19, ByteOrder.BIG_ENDIAN);
        image.root();
        image.text(CONTENT * SECTOR, "A sample disc.\n", 15);
        return image.disc.array();
    }

    private void primaryDescriptor() {
        int at = 16 * SECTOR;
        disc.put(at, (byte) 1);
        text(at + 1, "CD001\u0001", 6);
        text(at + 8, "", 32);
        text(at + 40, "SAMPLE", 32);
        both32(at + 80, VOLUME);
        both16(at + 120, 1);
        both16(at + 124, 1);
        both16(at + 128, SECTOR);
        both32(at + 132, 10);
        disc.order(ByteOrder.LITTLE_ENDIAN).putInt(at + 140, 18);
        disc.order(ByteOrder.BIG_ENDIAN).putInt(at + 148, 19);
        folder(at + 156, "\0", ROOT, SECTOR, 2);
        text(at + 190, "", 623);
        text(at + 813, "2026010100000000", 16);
        disc.put(at + 881, (byte) 1);
    }

    private void end() {
        int at = 17 * SECTOR;
        disc.put(at, (byte) 255);
        text(at + 1, "CD001\u0001", 6);
    }

    private void pathTable(int sector, ByteOrder order) {
        int at = sector * SECTOR;
        disc.put(at, (byte) 1);
        disc.order(order).putInt(at + 2, ROOT).putShort(at + 6, (short) 1);
    }

    private void root() {
        int at = ROOT * SECTOR;
        at += folder(at, "\0", ROOT, SECTOR, 2);
        at += folder(at, "\u0001", ROOT, SECTOR, 2);
        folder(at, "README.TXT;1", CONTENT, 15, 0);
    }

    private int folder(int at, String name, int sector, int length, int flags) {
        int size = (33 + name.length() + 1) / 2 * 2;
        disc.put(at, (byte) size);
        both32(at + 2, sector);
        both32(at + 10, length);
        disc.put(at + 18, (byte) 126).put(at + 19, (byte) 1).put(at + 20, (byte) 1);
        disc.put(at + 25, (byte) flags);
        both16(at + 28, 1);
        disc.put(at + 32, (byte) name.length());
        text(at + 33, name, name.length());
        return size;
    }

    private void text(int at, String text, int length) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < length; i++) {
            disc.put(at + i, i < bytes.length ? bytes[i] : (byte) ' ');
        }
    }

    private void both32(int at, int value) {
        disc.order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        disc.order(ByteOrder.BIG_ENDIAN).putInt(at + 4, value);
    }

    private void both16(int at, int value) {
        disc.order(ByteOrder.LITTLE_ENDIAN).putShort(at, (short) value);
        disc.order(ByteOrder.BIG_ENDIAN).putShort(at + 2, (short) value);
    }
}
