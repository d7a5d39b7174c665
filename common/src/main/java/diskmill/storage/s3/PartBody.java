package diskmill.storage.s3;

import io.minio.Http;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** Bytes in memory as the body of a request, which may be sent more than once. Whoever sends it leaves them alone. */
final class PartBody extends RequestBody {

    /** Bytes handed on at once: the client copies what it is given before it sends any of it. */
    private static final int PORTION = 64 << 10;

    private final List<ByteBuffer> bytes;

    PartBody(List<ByteBuffer> bytes) {
        this.bytes = List.copyOf(bytes);
    }

    @Override
    public MediaType contentType() {
        return Http.DEFAULT_MEDIA_TYPE;
    }

    @Override
    public long contentLength() {
        return bytes.stream().mapToLong(ByteBuffer::remaining).sum();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        for (ByteBuffer each : bytes) {
            for (int at = 0; at < each.remaining(); at += PORTION) {
                sink.write(
                        each.slice(each.position() + at, Math.min(PORTION, each.remaining() - at)));
            }
        }
    }
}
