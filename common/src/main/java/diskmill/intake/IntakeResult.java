package diskmill.intake;

import diskmill.image.Digests;
import diskmill.image.DiskFormat;
import diskmill.image.RejectionReason;
import diskmill.storage.StoredObject;
import org.jspecify.annotations.Nullable;

/** How an intake ended. */
public sealed interface IntakeResult {

    /**
     * All is in the store.
     *
     * @param format        found from the bytes; the owner's claim where the bytes do not show it
     * @param virtualSize   what a guest would see; null where the container is stored as it came
     * @param sourceSize    bytes as they came
     * @param sourceDigests of the bytes as they came
     * @param storedDigests of the bytes as they are stored; the same unless they came compressed
     */
    record Stored(
            StoredObject object,
            DiskFormat format,
            @Nullable Long virtualSize,
            long sourceSize,
            Digests sourceDigests,
            Digests storedDigests)
            implements IntakeResult {}

    /**
     * The image's own fault; nothing of it is left in the store.
     *
     * @param detail a sentence for the owner
     */
    record Refused(RejectionReason reason, String detail) implements IntakeResult {}
}
