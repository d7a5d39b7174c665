package diskmill.convert;

import diskmill.disk.DiskBytes;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A disk in a file. The one who opens it closes it. */
final class FileBytes implements DiskBytes, Closeable {

    private final FileChannel file;
    private final long size;

    private FileBytes(FileChannel file, long size) {
        this.file = file;
        this.size = size;
    }

    static FileBytes open(Path path) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new FileBytes(file, file.size());
        } catch (IOException unknown) {
            file.close();
            throw unknown;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        ByteBuffer wanted = ByteBuffer.wrap(target, offset, length);
        while (wanted.hasRemaining()) {
            long at = position + length - wanted.remaining();
            if (file.read(wanted, at) < 0) {
                throw new EOFException("the disk ends before byte " + (position + length));
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
