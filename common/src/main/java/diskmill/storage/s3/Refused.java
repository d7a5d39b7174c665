package diskmill.storage.s3;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.InvalidResponseException;
import io.minio.errors.MinioException;
import io.minio.errors.ServerException;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The server's answer was an error. The message is for the operator's log: status, code and what the server said. */
final class Refused extends IOException {

    /** Codes that ask for patience, with whatever status. */
    private static final Set<String> BUSY =
            Set.of("SlowDown", "SlowDownRead", "SlowDownWrite", "RequestTimeout", "InternalError");

    private static final int TOO_MANY_REQUESTS = 429;

    /** As MinIO answers when its disk is full. */
    private static final int FULL = 507;

    private final int status;
    private final String code;

    Refused(int status, @Nullable String code, @Nullable String message) {
        super("the S3 server answered %d %s: %s".formatted(status, code, message));
        this.status = status;
        this.code = code == null ? "" : code;
    }

    /** What the client library threw, as an exception that shows no more than it should. */
    static IOException of(Throwable thrown) {
        return switch (thrown) {
            case ErrorResponseException answer ->
                    new Refused(
                            answer.response().code(),
                            answer.errorResponse().code(),
                            answer.errorResponse().message());
            case ServerException answer -> new Refused(answer.statusCode(), "", "");
            case InvalidResponseException answer ->
                    new IOException("not an S3 server's answer: " + answer.getMessage());
            case IOException failure -> failure;
            case MinioException failure when failure.getCause() instanceof IOException cause ->
                    cause;
            default -> new IOException("the S3 client failed", thrown);
        };
    }

    String code() {
        return code;
    }

    /** Nothing is there: neither an object, nor an upload. */
    boolean isMissing() {
        return status == 404 && !code.equals("NoSuchBucket");
    }

    boolean isUploadMissing() {
        return code.equals("NoSuchUpload") || (status == 404 && code.isEmpty());
    }

    boolean isPastTheEnd() {
        return status == 416;
    }

    boolean isFull() {
        return status == FULL || code.equals("XMinioStorageFull");
    }

    private boolean isBusy() {
        return status >= 500 || status == TOO_MANY_REQUESTS || BUSY.contains(code);
    }

    /** Whether the same call may soon succeed: the connection broke, or the server is busy. */
    static boolean mayPass(IOException failure) {
        return !(failure instanceof Refused refused) || (!refused.isFull() && refused.isBusy());
    }
}
