package diskmill.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** Sources that behave, and some that do not. */
final class Sources {

    private Sources() {}

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** The bytes in portions of odd sizes, as a network gives them. */
    static InputStream inPortions(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            private int portion = 1;

            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                portion = portion * 7 % 65_537;
                return super.read(target, offset, Math.min(length, portion));
            }
        };
    }

    /** The same 64 KiB of random bytes again and again, {@code length} in all. */
    static InputStream repeating(long length) {
        byte[] pattern = random(64 * 1024);
        return new InputStream() {
            private long given;

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int wanted) {
                if (given == length) {
                    return -1;
                }
                int place = (int) (given % pattern.length);
                int read = (int) Math.min(Math.min(wanted, pattern.length - place), length - given);
                System.arraycopy(pattern, place, target, offset, read);
                given += read;
                return read;
            }
        };
    }

    /** The stream's bytes up to {@code length}, and then the failure, of whatever kind. */
    static InputStream breaksAfter(InputStream source, long length, Exception failure) {
        return new InputStream() {
            private long given;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int wanted) throws IOException {
                if (given == length) {
                    switch (failure) {
                        case IOException broken -> throw broken;
                        case RuntimeException broken -> throw broken;
                        default -> throw new IllegalArgumentException(failure);
                    }
                }
                int read = source.read(target, offset, (int) Math.min(wanted, length - given));
                given += read;
                return read;
            }
        };
    }

    /** The bytes, and then nothing for ever, until the thread that reads is interrupted. */
    static InputStream stallsAfter(byte[] bytes, CountDownLatch stalled) {
        return new InputStream() {
            private final InputStream first = new ByteArrayInputStream(bytes);

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int read = first.read(target, offset, length);
                if (read >= 0) {
                    return read;
                }
                stalled.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException interrupt) {
                    throw new InterruptedIOException();
                }
                return -1;
            }
        };
    }

    static byte[] concat(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
