package diskmill.storage.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A part of a file, for one pass. */
final class RangedFile extends InputStream {

    private final InputStream file;
    private long left;

    private RangedFile(InputStream file, long left) {
        this.file = file;
        this.left = left;
    }

    /** @throws java.nio.file.NoSuchFileException if there is no such file */
    static RangedFile open(Path path, long offset, long length) throws IOException {
        // this stream sits on a channel: it skips by seeking, and does not close at an interrupt
        InputStream file = Files.newInputStream(path);
        try {
            long skipped = file.skip(offset);
            return new RangedFile(file, skipped < offset ? 0 : length);
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        try {
            int read = file.read(target, offset, (int) Math.min(length, left));
            left = read < 0 ? 0 : left - read;
            return read;
        } catch (IOException failure) {
            throw Failures.reading(failure);
        }
    }

    @Override
    public long skip(long count) throws IOException {
        try {
            long skipped = file.skip(Math.clamp(count, 0, left));
            left -= skipped;
            return skipped;
        } catch (IOException failure) {
            throw Failures.reading(failure);
        }
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(left, file.available());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
