package diskmill.api.catalog;

import diskmill.event.Phase;
import diskmill.image.AttemptId;
import diskmill.image.ContainerFormat;
import diskmill.image.Digest;
import diskmill.image.DiskFormat;
import diskmill.image.ImageId;
import diskmill.image.RejectionReason;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at giving an image its bytes: what its owner sees as a task.
 *
 * @param source         for {@link Method#WEB_DOWNLOAD}
 * @param container      the image's, when the attempt began
 * @param claimed        the image's disk format, when the attempt began; null to find it out
 * @param target         what to convert to; null to keep what comes
 * @param expected       digest of the bytes as they come; null if none was given
 * @param phase          null while nothing has begun
 * @param done           bytes of the phase
 * @param total          bytes of the phase; null where it is not known
 * @param bytesPerSecond over the last few seconds
 * @param runs           how often work on it was begun, by the database's count
 * @param releasedAt     when workers were last told of it, or its bytes were there; null before
 * @param reason         why it failed
 * @param message        a sentence for the owner about that
 */
public record Attempt(
        AttemptId id,
        ImageId imageId,
        Method method,
        State state,
        String project,
        String user,
        String requestId,
        @Nullable URI source,
        ContainerFormat container,
        @Nullable DiskFormat claimed,
        @Nullable DiskFormat target,
        @Nullable Digest expected,
        @Nullable Phase phase,
        long done,
        @Nullable Long total,
        long bytesPerSecond,
        int runs,
        @Nullable Instant releasedAt,
        @Nullable RejectionReason reason,
        @Nullable String message,
        Instant deadline,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant endedAt) {

    /** How the bytes come. */
    public enum Method {
        /** {@code PUT …/file}. */
        UPLOAD,
        /** {@code PUT …/stage}, then an import. */
        GLANCE_DIRECT,
        /** From an address. */
        WEB_DOWNLOAD,
        /** From another image service, by the api-service itself: what the caller is trusted with there never leaves its memory. */
        GLANCE_DOWNLOAD;

        /** @throws IllegalArgumentException if there is no such method */
        static Method parse(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        /** The API's word. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** How far it is. */
    public enum State {
        /** Bytes are coming in through an api-service. It has a lease: without a sign of life it ends. */
        RECEIVING,
        /** Bytes lie ready, and wait for the import request. */
        STAGED,
        /** In the queue; no worker has been told. */
        WAITING,
        /** Released to the workers. */
        RELEASED,
        SUCCEEDED,
        FAILED,
        CANCELLED;

        /** @throws IllegalArgumentException if there is no such state */
        static State parse(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        public boolean ended() {
            return this == SUCCEEDED || this == FAILED || this == CANCELLED;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
