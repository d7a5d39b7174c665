package diskmill.convert;

import diskmill.image.Digests;
import diskmill.image.DiskFormat;
import diskmill.image.RejectionReason;
import diskmill.storage.ObjectKey;
import org.jspecify.annotations.Nullable;

/** What comes of an image, before it is said. */
sealed interface Outcome {

    /**
     * It is stored as it is to be used.
     *
     * @param size        bytes of the object
     * @param virtualSize bytes that a guest would see; null where nobody looks
     * @param digests     of the object's bytes
     */
    record Ready(
            ObjectKey object,
            DiskFormat format,
            long size,
            @Nullable Long virtualSize,
            Digests digests)
            implements Outcome {}

    /** @param detail a sentence for the owner, without the sentence's end mark */
    record Refused(RejectionReason reason, String detail) implements Outcome {}
}
