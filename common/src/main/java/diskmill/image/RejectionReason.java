package diskmill.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** Why an import or upload failed, as a code that scripts can tell apart. A sentence for people goes with it. */
public enum RejectionReason {

    // ---- the source
    /** Its address is not one that we may reach, or nobody answers there; which of the two is not told. */
    SOURCE_UNREACHABLE("source-unreachable"),
    /** It answered with an error: 404, 401, ... */
    SOURCE_ERROR("source-error"),
    SOURCE_REDIRECTS("source-redirects"),
    /** It stalls, or sends less than the lowest rate that we wait for. */
    SOURCE_TOO_SLOW("source-too-slow"),
    /** It ends before its own Content-Length, again and again. */
    SOURCE_TRUNCATED("source-truncated"),

    // ---- an upload
    /** The client hung up, or sent fewer or more bytes than it had said. */
    UPLOAD_INCOMPLETE("upload-incomplete"),

    // ---- the bytes
    EMPTY("empty"),
    TOO_LARGE("too-large"),
    CHECKSUM_MISMATCH("checksum-mismatch"),
    /** A compressed stream that is broken, or that unpacks to more than we allow. */
    BAD_COMPRESSION("bad-compression"),
    COMPRESSION_LIMIT("compression-limit"),

    // ---- the disk
    FORMAT_MISMATCH("format-mismatch"),
    /** Recognised as something that is no disk: an HTML page, an archive, ... */
    NOT_A_DISK("not-a-disk"),
    /** Names a backing file, a data file or an extent, or is two formats at once. */
    UNSAFE("unsafe"),
    /** Its own tables do not fit its bytes: cut off, or made so on purpose. */
    DAMAGED("damaged"),
    /** A variant of a format that we do not take. */
    UNSUPPORTED("unsupported"),
    CONVERSION_FAILED("conversion-failed"),

    // ---- the attempt
    DEADLINE_EXCEEDED("deadline-exceeded"),
    /** The api-service that was receiving the upload went away. */
    INTERRUPTED("interrupted"),
    /** Its project may not have so much. */
    OVER_QUOTA("over-quota"),
    CANCELLED("cancelled");

    private final String code;

    RejectionReason(String code) {
        this.code = code;
    }

    /** Whether only the receiving of bytes can end so: nobody who looks at stored bytes says it. */
    public boolean isOfReceiving() {
        return switch (this) {
            case SOURCE_UNREACHABLE,
                    SOURCE_ERROR,
                    SOURCE_REDIRECTS,
                    SOURCE_TOO_SLOW,
                    SOURCE_TRUNCATED,
                    UPLOAD_INCOMPLETE,
                    EMPTY,
                    CHECKSUM_MISMATCH,
                    BAD_COMPRESSION,
                    COMPRESSION_LIMIT ->
                    true;
            case TOO_LARGE,
                    FORMAT_MISMATCH,
                    NOT_A_DISK,
                    UNSAFE,
                    DAMAGED,
                    UNSUPPORTED,
                    CONVERSION_FAILED,
                    DEADLINE_EXCEEDED,
                    INTERRUPTED,
                    OVER_QUOTA,
                    CANCELLED ->
                    false;
        };
    }

    /** @throws IllegalArgumentException if there is no such reason */
    @JsonCreator
    public static RejectionReason parse(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no reason: " + code));
    }

    @JsonValue
    @Override
    public String toString() {
        return code;
    }
}
