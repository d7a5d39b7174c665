package diskmill.disk;

/** The last bytes of a stream. */
final class Tail {

    /** A VMDK's footer is the longest thing at an image's end: a marker, the header again and an end marker, 512 bytes each. */
    static final int LENGTH = 1536;

    /** More than {@link #LENGTH}, so that single bytes do not move it each time. */
    private final byte[] bytes = new byte[4 * LENGTH];

    private int length;

    void update(byte[] source, int offset, int count) {
        if (count >= LENGTH) {
            System.arraycopy(source, offset + count - LENGTH, bytes, 0, LENGTH);
            length = LENGTH;
            return;
        }
        if (length + count > bytes.length) {
            System.arraycopy(bytes, length - LENGTH, bytes, 0, LENGTH);
            length = LENGTH;
        }
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    /** At most {@link #LENGTH} bytes. */
    ByteWindow window() {
        int kept = Math.min(length, LENGTH);
        return new ByteWindow(bytes, length - kept, kept);
    }
}
