package diskmill.convert.qemu;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the last bytes of what a program says, so that one that talks without end fills nothing. */
final class BoundedOutput extends OutputStream {

    private final byte[] ring;
    private long written;

    BoundedOutput(int capacity) {
        ring = new byte[capacity];
    }

    @Override
    public synchronized void write(int value) {
        ring[(int) (written++ % ring.length)] = (byte) value;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = Math.max(0, length - ring.length); i < length; i++) {
            write(bytes[offset + i]);
        }
    }

    /** What is kept, as UTF-8. */
    synchronized String text() {
        int kept = (int) Math.min(written, ring.length);
        byte[] ordered = new byte[kept];
        for (int i = 0; i < kept; i++) {
            ordered[i] = ring[(int) ((written - kept + i) % ring.length)];
        }
        return new String(ordered, StandardCharsets.UTF_8);
    }
}
