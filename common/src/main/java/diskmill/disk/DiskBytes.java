package diskmill.disk;

import java.io.IOException;

/** The bytes of a whole image, to be read anywhere: a file, or ranges of an object. */
public interface DiskBytes {

    long size();

    /**
     * Fills {@code target[offset, offset+length)} with the bytes from {@code position} on.
     *
     * @throws java.io.EOFException if the image ends before that
     */
    void read(long position, byte[] target, int offset, int length) throws IOException;
}
