package diskmill.storage.s3;

import io.minio.AbortMultipartUploadArgs;
import io.minio.Checksum;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.GetObjectArgs;
import io.minio.Http;
import io.minio.ListObjectsV2Args;
import io.minio.ListPartsArgs;
import io.minio.MakeBucketArgs;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.messages.Contents;
import io.minio.messages.ListBucketResultV2;
import io.minio.messages.ListPartsResult;
import io.minio.messages.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Response;

/**
 * The calls on our bucket that move no content. Each is tried a few times, and ends in time; an interrupt does not end it, but
 * it is not tried again. What fails is an {@link IOException}, a {@link Refused} where the server has answered.
 */
final class S3Bucket {

    private static final String CHECKSUM_MODE = "x-amz-checksum-mode";
    private static final int MOST_KEYS = 1000;

    private final S3Connection connection;
    private final String name;
    private final int mostKeys;

    S3Bucket(S3Connection connection) {
        this(connection, MOST_KEYS);
    }

    /** @param mostKeys that a page of a list has */
    S3Bucket(S3Connection connection, int mostKeys) {
        this.connection = connection;
        this.mostKeys = mostKeys;
        this.name = connection.bucket();
    }

    String name() {
        return name;
    }

    /** Empty if there is no such object. */
    Optional<StatObjectResponse> stat(String object) throws IOException {
        var args =
                StatObjectArgs.builder()
                        .bucket(name)
                        .object(object)
                        .extraHeaders(new Http.Headers(CHECKSUM_MODE, "ENABLED"))
                        .build();
        try {
            return Optional.of(Calls.patiently(() -> connection.quick().statObject(args)));
        } catch (Refused refused) {
            if (refused.isMissing()) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** Does nothing if there is no such object. */
    void remove(String object) throws IOException {
        var args = RemoveObjectArgs.builder().bucket(name).object(object).build();
        try {
            Calls.patiently(() -> connection.quick().removeObject(args));
        } catch (Refused refused) {
            if (!refused.isMissing()) {
                throw refused;
            }
        }
    }

    /** A small object's bytes; empty if there is no such object. */
    Optional<byte[]> get(String object) throws IOException {
        var args = GetObjectArgs.builder().bucket(name).object(object).build();
        try {
            return Optional.of(
                    Calls.patiently(
                            () -> connection.quick().getObject(args).thenApply(S3Bucket::readAll)));
        } catch (Refused refused) {
            if (refused.isMissing()) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private static byte[] readAll(InputStream content) {
        try (content) {
            return content.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Puts a small object. */
    void put(String object, byte[] bytes) throws IOException {
        var checksum = new Http.Headers("x-amz-checksum-crc32c", Checksums.of(bytes));
        Calls.patiently(() -> connection.inBackground(() -> putNow(object, checksum, bytes)));
    }

    private boolean putNow(String object, Http.Headers checksum, byte[] bytes) throws IOException {
        Call call =
                connection.put(
                        object,
                        checksum,
                        new Http.QueryParameters(),
                        new PartBody(List.of(ByteBuffer.wrap(bytes))));
        try (Response answer = S3Connection.execute(call)) {
            return answer.isSuccessful();
        }
    }

    /** Hands on all objects whose name begins so, page by page, so that no more than one is in memory. */
    void each(String prefix, Consumer<Contents> action) throws IOException {
        String token = null;
        do {
            var args =
                    ListObjectsV2Args.builder()
                            .bucket(name)
                            .prefix(prefix)
                            .maxKeys(mostKeys)
                            .continuationToken(token)
                            .build();
            ListBucketResultV2 page =
                    Calls.patiently(() -> connection.quick().listObjectsV2(args)).result();
            page.contents().forEach(action);
            token = page.isTruncated() ? page.nextContinuationToken() : null;
        } while (token != null);
    }

    /** The same, where there are few. */
    List<Contents> list(String prefix) throws IOException {
        List<Contents> found = new ArrayList<>();
        each(prefix, found::add);
        return found;
    }

    /** One small look into the bucket, once, for what it says about our access. */
    void look() throws IOException {
        var args = ListObjectsV2Args.builder().bucket(name).maxKeys(1).build();
        Calls.once(connection.quick().listObjectsV2(args));
    }

    void make() throws IOException {
        Calls.once(
                connection
                        .quick()
                        .makeBucket(
                                MakeBucketArgs.builder()
                                        .bucket(name)
                                        .region(connection.region())
                                        .build()));
    }

    /**
     * Begins an upload whose parts carry a CRC32C, and returns its id.
     *
     * @param metadata headers that the object is to have
     */
    String begin(String object, Map<String, String> metadata) throws IOException {
        Map<String, String> headers = new HashMap<>(metadata);
        headers.put("x-amz-checksum-algorithm", Checksum.Algorithm.CRC32C.toString());
        headers.put("x-amz-checksum-type", Checksum.Type.COMPOSITE.toString());
        var args =
                CreateMultipartUploadArgs.builder()
                        .bucket(name)
                        .object(object)
                        .headers(new Http.Headers(headers))
                        .build();
        return Calls.patiently(() -> connection.quick().createMultipartUpload(args))
                .result()
                .uploadId();
    }

    /**
     * Makes the parts an object. It may be, after a failure, that the object was made; then another try is answered that there
     * is no such upload.
     */
    void complete(String object, String uploadId, List<Part> parts) throws IOException {
        var args =
                CompleteMultipartUploadArgs.builder()
                        .bucket(name)
                        .object(object)
                        .uploadId(uploadId)
                        .parts(parts.toArray(Part[]::new))
                        .build();
        Calls.once(connection.patient().completeMultipartUpload(args));
    }

    /** Does nothing if there is no such upload. */
    void abort(String object, String uploadId) throws IOException {
        var args =
                AbortMultipartUploadArgs.builder()
                        .bucket(name)
                        .object(object)
                        .uploadId(uploadId)
                        .build();
        try {
            Calls.patiently(() -> connection.quick().abortMultipartUpload(args));
        } catch (Refused refused) {
            if (!refused.isMissing()) {
                throw refused;
            }
        }
    }

    /** The ids of all unfinished uploads under exactly this name; MinIO lists none by anything shorter. */
    List<String> uploads(String object) throws IOException {
        return Calls.patiently(() -> connection.inBackground(() -> listUploads(object))).stream()
                .filter(upload -> upload.key().equals(object))
                .map(ListedUpload::uploadId)
                .toList();
    }

    private List<ListedUpload> listUploads(String object) throws IOException {
        Call call = connection.list(new Http.QueryParameters("uploads", "", "prefix", object));
        try (Response answer = S3Connection.execute(call)) {
            return ListedUpload.read(answer.body().byteStream());
        }
    }

    /** The parts of an unfinished upload, by number. */
    List<Part> parts(String object, String uploadId) throws IOException {
        List<Part> found = new ArrayList<>();
        Integer after = null;
        do {
            var args =
                    ListPartsArgs.builder()
                            .bucket(name)
                            .object(object)
                            .uploadId(uploadId)
                            .partNumberMarker(after)
                            .build();
            ListPartsResult page =
                    Calls.patiently(() -> connection.quick().listParts(args)).result();
            found.addAll(page.parts());
            after = page.isTruncated() ? page.nextPartNumberMarker() : null;
        } while (after != null);
        return found;
    }
}
