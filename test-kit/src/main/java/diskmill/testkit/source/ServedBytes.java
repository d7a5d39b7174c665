package diskmill.testkit.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a {@link TestSource} serves at a path: bytes that can be read from any place on. */
public interface ServedBytes {

    long size();

    /** The caller closes it. */
    InputStream from(long position) throws IOException;

    static ServedBytes of(byte[] bytes) {
        return new ServedBytes() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream from(long position) {
                return new ByteArrayInputStream(
                        bytes, (int) position, bytes.length - (int) position);
            }
        };
    }

    static ServedBytes of(Path file) {
        return new ServedBytes() {
            @Override
            public long size() {
                try {
                    return Files.size(file);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            }

            @Override
            public InputStream from(long position) throws IOException {
                InputStream in = Files.newInputStream(file);
                in.skipNBytes(position);
                return in;
            }
        };
    }

    /** As many bytes as wished, made while they are sent: each is the low byte of its own position times a prime. */
    static ServedBytes pattern(long size) {
        return new ServedBytes() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public InputStream from(long start) {
                return new InputStream() {
                    private long position = start;

                    @Override
                    public int read() {
                        return position < size ? patternAt(position++) & 0xff : -1;
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        if (position >= size) {
                            return -1;
                        }
                        int count = (int) Math.min(length, size - position);
                        for (int i = 0; i < count; i++) {
                            bytes[offset + i] = patternAt(position++);
                        }
                        return count;
                    }
                };
            }
        };
    }

    /** The byte that {@link #pattern} has at a position. */
    static byte patternAt(long position) {
        return (byte) (position * 31 + (position >> 8) * 7);
    }

    /** So many bytes of {@link #pattern}, in memory. */
    static byte[] patternBytes(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = patternAt(i);
        }
        return bytes;
    }
}
