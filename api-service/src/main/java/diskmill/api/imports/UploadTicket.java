package diskmill.api.imports;

import diskmill.image.AttemptId;
import diskmill.image.ContainerFormat;
import diskmill.image.Digest;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import diskmill.image.ImageId;
import diskmill.image.Limits;
import diskmill.image.RunId;
import diskmill.intake.IntakeRequest;
import diskmill.storage.ObjectKey;
import diskmill.storage.UploadNote;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Leave to receive one upload, and all that the receiver needs for it.
 *
 * @param key      where the bytes go; nobody else writes there
 * @param claimed  what the owner says that comes; null to find it out
 * @param target   what the request asks to convert to; null if it does not say
 * @param expected digest of the bytes as they come; null if none was given
 * @param deadline after this the attempt is ended, by the database's clock
 */
public record UploadTicket(
        ImageId imageId,
        AttemptId attemptId,
        RunId runId,
        ObjectKey key,
        ContainerFormat container,
        @Nullable DiskFormat claimed,
        Limits limits,
        HashAlgorithm hash,
        @Nullable DiskFormat target,
        @Nullable Digest expected,
        Instant deadline) {

    /**
     * The same, as the intake wants it.
     *
     * @param announced bytes that come, as the client says; null if it does not
     */
    public IntakeRequest request(@Nullable Long announced) {
        return new IntakeRequest(
                container, claimed, expected, hash, limits, UploadNote.NONE, announced);
    }
}
