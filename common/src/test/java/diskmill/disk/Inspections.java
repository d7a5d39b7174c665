package diskmill.disk;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Ways to let bytes pass an inspector. */
final class Inspections {

    /** 1 TiB: more than any sample, less than any forgery. */
    static final long MAX_VIRTUAL = 1L << 40;

    private Inspections() {}

    static Finding inspect(Path disk) {
        return inspect(bytes(disk));
    }

    static Finding inspect(byte[] disk) {
        return inspect(disk, 128 * 1024);
    }

    static Finding inspect(byte[] disk, int portion) {
        StreamInspector inspector = new StreamInspector(MAX_VIRTUAL);
        feed(inspector, disk, disk.length, portion);
        return inspector.finish();
    }

    /** An inspector that has seen the first {@code count} bytes. */
    static StreamInspector after(byte[] disk, int count) {
        StreamInspector inspector = new StreamInspector(MAX_VIRTUAL);
        feed(inspector, disk, Math.min(count, disk.length), 64 * 1024);
        return inspector;
    }

    private static void feed(StreamInspector inspector, byte[] disk, int count, int portion) {
        for (int at = 0; at < count; at += portion) {
            inspector.update(disk, at, Math.min(portion, count - at));
        }
    }

    static byte[] bytes(Path disk) {
        try {
            return Files.readAllBytes(disk);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static DiskBytes disk(byte[] bytes) {
        return new DiskBytes() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public void read(long position, byte[] target, int offset, int length)
                    throws IOException {
                if (!ByteWindow.isInside(position, length, bytes.length)) {
                    throw new EOFException("read beyond the end");
                }
                System.arraycopy(bytes, (int) position, target, offset, length);
            }
        };
    }
}
