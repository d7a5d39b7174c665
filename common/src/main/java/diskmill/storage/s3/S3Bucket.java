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
import io.minio.errors.MinioException;
import io.minio.messages.Contents;
import io.minio.messages.ListBucketResultV2;
import io.minio.messages.ListPartsResult;
import io.minio.messages.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The calls on our bucket that move no content. Each is tried a few times, and ends in time; an interrupt does not end it, but
 * it is not tried again. What fails is an {@link IOException}, a {@link Refused} where the server has answered.
 */
final class S3Bucket {

    private static final int TRIES = 3;
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
            return Optional.of(call(() -> connection.quick().statObject(args)));
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
            call(() -> connection.quick().removeObject(args));
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
                    call(() -> connection.quick().getObject(args).thenApply(S3Bucket::readAll)));
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
            ListBucketResultV2 page = call(() -> connection.quick().listObjectsV2(args)).result();
            page.contents().forEach(action);
            token = page.isTruncated() ? page.nextContinuationToken() : null;
        } while (token != null);
    }

    /** One small look into the bucket, once, for what it says about our access. */
    void look() throws IOException {
        var args = ListObjectsV2Args.builder().bucket(name).maxKeys(1).build();
        await(connection.quick().listObjectsV2(args));
    }

    void make() throws IOException {
        await(
                connection
                        .quick()
                        .makeBucket(
                                MakeBucketArgs.builder()
                                        .bucket(name)
                                        .region(connection.region())
                                        .build()));
    }

    /** Begins an upload whose parts carry a CRC32C, and returns its id. */
    String begin(String object) throws IOException {
        var args =
                CreateMultipartUploadArgs.builder()
                        .bucket(name)
                        .object(object)
                        .headers(
                                new Http.Headers(
                                        "x-amz-checksum-algorithm",
                                        Checksum.Algorithm.CRC32C.toString(),
                                        "x-amz-checksum-type",
                                        Checksum.Type.COMPOSITE.toString()))
                        .build();
        return call(() -> connection.quick().createMultipartUpload(args)).result().uploadId();
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
        await(connection.patient().completeMultipartUpload(args));
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
            call(() -> connection.quick().abortMultipartUpload(args));
        } catch (Refused refused) {
            if (!refused.isMissing()) {
                throw refused;
            }
        }
    }

    /** The ids of all unfinished uploads under exactly this name; MinIO lists none by anything shorter. */
    List<String> uploads(String object) throws IOException {
        return call(() -> connection.inBackground(() -> listUploads(object))).stream()
                .filter(upload -> upload.key().equals(object))
                .map(UnfinishedUpload::uploadId)
                .toList();
    }

    private List<UnfinishedUpload> listUploads(String object) throws IOException {
        Call call = connection.list(new Http.QueryParameters("uploads", "", "prefix", object));
        try (Response answer = S3Connection.execute(call)) {
            return UnfinishedUpload.read(answer.body().byteStream());
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
            ListPartsResult page = call(() -> connection.quick().listParts(args)).result();
            found.addAll(page.parts());
            after = page.isTruncated() ? page.nextPartNumberMarker() : null;
        } while (after != null);
        return found;
    }

    /** Something that the client library does in the background. */
    private interface Asked<T> {
        CompletableFuture<T> begin() throws MinioException;
    }

    private static <T> T call(Asked<T> asked) throws IOException {
        for (int tried = 1; ; tried++) {
            try {
                return await(asked.begin());
            } catch (MinioException failure) {
                throw Refused.of(failure);
            } catch (IOException failure) {
                if (tried == TRIES || !Refused.mayPass(failure) || !Pauses.after(tried)) {
                    throw failure;
                }
            }
        }
    }

    /** Waits for a call that ends in time by itself; an interrupt is kept for later. */
    private static <T extends @Nullable Object> T await(CompletableFuture<T> call)
            throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return call.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            while (cause instanceof CompletionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw cause instanceof UncheckedIOException broken
                    ? broken.getCause()
                    : Refused.of(cause == null ? failed : cause);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
