package diskmill.intake;

import diskmill.image.ContainerFormat;
import diskmill.image.Digest;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import diskmill.image.Limits;
import diskmill.storage.UploadNote;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the bytes before they come.
 *
 * @param claimed  what the owner says that comes; null to find it out (only for {@link ContainerFormat#BARE})
 * @param expected digest of the bytes as they come; null if none was given
 * @param hash     the algorithm of the stored bytes' digest, beside md5
 * @param note     what a later run must know to go on from here, kept with the upload; only where the bytes are stored as
 *                 they come, since an unpacked stream cannot be taken up in its middle
 * @param announced bytes that come, as whoever sends them says; null if that is not known
 */
public record IntakeRequest(
        ContainerFormat container,
        @Nullable DiskFormat claimed,
        @Nullable Digest expected,
        HashAlgorithm hash,
        Limits limits,
        UploadNote note,
        @Nullable Long announced) {

    /** One of unknown length, that no later run could continue. */
    public IntakeRequest(
            ContainerFormat container,
            @Nullable DiskFormat claimed,
            @Nullable Digest expected,
            HashAlgorithm hash,
            Limits limits) {
        this(container, claimed, expected, hash, limits, UploadNote.NONE, null);
    }
}
