package diskmill.storage.s3;

import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectMissing;
import io.minio.Http;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * A part of an object, for one pass, at the speed of whoever reads it. When the connection breaks it asks for the rest, so a
 * read is never short without an error.
 */
final class S3Range extends InputStream {

    /** Breaks in a row without a byte between them. */
    private static final int TRIES = 4;

    private static final int PARTIAL = 206;

    private final S3Connection connection;
    private final ObjectKey key;
    private long position;
    private long left;
    private @Nullable String version;
    private @Nullable Call call;
    private @Nullable Response answer;
    private boolean closed;

    private S3Range(S3Connection connection, ObjectKey key, long position, long left) {
        this.connection = connection;
        this.key = key;
        this.position = position;
        this.left = left;
    }

    /** @param length more than 0 */
    static InputStream open(S3Connection connection, ObjectKey key, long offset, long length)
            throws IOException {
        S3Range range = new S3Range(connection, key, offset, length);
        try {
            range.begin();
            return range;
        } catch (Refused refused) {
            if (refused.isPastTheEnd()) {
                return InputStream.nullInputStream();
            }
            throw refused;
        }
    }

    private void begin() throws IOException {
        for (int tried = 1; ; tried++) {
            try {
                ask();
                return;
            } catch (IOException failure) {
                pauseOrThrow(failure, tried);
            }
        }
    }

    private void pauseOrThrow(IOException failure, int tried) throws IOException {
        drop();
        if (failure instanceof Refused refused && refused.isMissing()) {
            throw new ObjectMissing(key);
        }
        if (tried == TRIES
                || !Refused.mayPass(failure)
                || Thread.currentThread().isInterrupted()
                || !Pauses.after(tried)) {
            throw failure;
        }
    }

    private void ask() throws IOException {
        boolean toTheEnd = left > Long.MAX_VALUE - position;
        var headers =
                new Http.Headers(
                        "Range", "bytes=" + position + "-" + (toTheEnd ? "" : position + left - 1));
        if (version != null) {
            headers.put("If-Match", version);
        }
        Call current = connection.get(key.value(), headers);
        call = current;
        Response response = S3Connection.execute(current);
        answer = response;
        long length = response.body().contentLength();
        if ((response.code() != PARTIAL && position != 0) || length < 0) {
            throw new IOException("the S3 server did not keep to the range that was asked for");
        }
        version = response.header("ETag");
        left = Math.min(left, length);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (closed) {
            throw new IOException("the stream is closed");
        }
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        try {
            return readSome(target, offset, (int) Math.min(length, left));
        } catch (IOException failure) {
            throw failure instanceof ObjectMissing ? failure : Failures.reading(failure);
        }
    }

    private int readSome(byte[] target, int offset, int length) throws IOException {
        for (int tried = 1; ; tried++) {
            try {
                if (answer == null) {
                    long wanted = left;
                    ask();
                    if (left < wanted) {
                        throw new IOException("the object has become shorter");
                    }
                }
                int read =
                        Objects.requireNonNull(answer)
                                .body()
                                .byteStream()
                                .read(target, offset, length);
                if (read < 0) {
                    throw new IOException("the answer ended early");
                }
                position += read;
                left -= read;
                return read;
            } catch (IOException failure) {
                pauseOrThrow(failure, tried);
            }
        }
    }

    @Override
    public int available() throws IOException {
        return answer == null ? 0 : (int) Math.min(left, answer.body().byteStream().available());
    }

    @Override
    public void close() {
        closed = true;
        drop();
    }

    /** A connection with bytes still to come is closed; else they would be read to use it again. */
    private void drop() {
        if (call != null && left > 0) {
            call.cancel();
        }
        if (answer != null) {
            answer.close();
        }
        answer = null;
        call = null;
    }
}
