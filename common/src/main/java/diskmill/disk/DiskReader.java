package diskmill.disk;

import java.io.IOException;

/** Reads pieces of an image, mostly forward, with a fixed buffer, so that many small pieces beside each other are one read. */
final class DiskReader {

    private static final int AHEAD = 256 * 1024;

    private final DiskBytes disk;
    private final long size;
    private byte[] buffer = new byte[AHEAD];
    private long from;
    private int held;

    DiskReader(DiskBytes disk) {
        this.disk = disk;
        this.size = disk.size();
    }

    long size() {
        return size;
    }

    /**
     * A view that the next read overwrites; shorter than asked where the image ends before.
     *
     * @param position not negative
     */
    ByteWindow read(long position, int length) throws IOException {
        int wanted = Math.clamp(size - position, 0, length);
        if (wanted == 0) {
            return new ByteWindow(buffer, 0, 0);
        }
        if (position < from || position + wanted > from + held) {
            fill(position, wanted);
        }
        return new ByteWindow(buffer, (int) (position - from), wanted);
    }

    private void fill(long position, int wanted) throws IOException {
        int count = Math.clamp(size - position, 0, Math.max(wanted, AHEAD));
        if (buffer.length < count) {
            buffer = new byte[count];
        }
        held = 0;
        disk.read(position, buffer, 0, count);
        from = position;
        held = count;
    }
}
