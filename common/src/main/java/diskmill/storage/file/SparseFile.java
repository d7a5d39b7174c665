package diskmill.storage.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A new file that is written once from its beginning, with holes where the bytes are zero for a whole block. It is written
 * through a {@link RandomAccessFile}, since a channel would answer an interrupt by closing.
 */
final class SparseFile implements Closeable {

    /** Smaller holes save little, and cost a system call each. */
    private static final int BLOCK = 64 * 1024;

    private static final byte[] ZEROS = new byte[BLOCK];

    private final RandomAccessFile file;
    private final WriteBack writeBack;
    private long position;

    /** Where the file's own pointer is; behind {@link #position} after a hole. */
    private long pointer;

    private SparseFile(RandomAccessFile file) {
        this.file = file;
        this.writeBack = new WriteBack(file.getChannel());
    }

    static SparseFile create(Path path) throws IOException {
        return new SparseFile(new RandomAccessFile(path.toFile(), "rw"));
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        int pending = offset;
        for (int at = offset; at < end; ) {
            int piece = (int) Math.min(end - at, BLOCK - (position + at - offset) % BLOCK);
            if (isZero(bytes, at, piece)) {
                put(bytes, pending, at - pending, position + pending - offset);
                pending = at + piece;
            }
            at += piece;
        }
        put(bytes, pending, end - pending, position + pending - offset);
        position += length;
    }

    private void put(byte[] bytes, int offset, int length, long target) throws IOException {
        if (length == 0) {
            return;
        }
        if (pointer != target) {
            file.seek(target);
        }
        file.write(bytes, offset, length);
        pointer = target + length;
        writeBack.wrote(length);
    }

    private static boolean isZero(byte[] bytes, int offset, int length) {
        return Arrays.equals(bytes, offset, offset + length, ZEROS, 0, length);
    }

    /** Gives the file its whole length, where it ends with a hole, and makes it durable. */
    void finish() throws IOException {
        if (pointer < position) {
            file.setLength(position);
        }
        writeBack.await();
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
