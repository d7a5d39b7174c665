package diskmill.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes of which it is known how many there are: fewer are an exception, and not an end. */
final class KnownBytes extends FilterInputStream {

    private long left;

    KnownBytes(InputStream in, long length) {
        super(in);
        left = length;
    }

    @Override
    public int read() throws IOException {
        return count(super.read(), 1);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        // some streams answer at their end that they are there, although nothing was asked
        int read = length == 0 ? 0 : super.read(bytes, offset, length);
        return count(read, read);
    }

    private int count(int result, int bytes) throws IOException {
        if (result < 0) {
            if (left > 0) {
                throw new IOException(
                        "the store's object ended %d bytes too early".formatted(left));
            }
        } else {
            left -= bytes;
        }
        return result;
    }
}
