package diskmill.disk;

import diskmill.image.DiskFormat;
import diskmill.image.RejectionReason;

/** What bytes turned out to be. */
public sealed interface Finding {

    /**
     * A disk that is safe to open as what it is. {@link DiskFormat#RAW} where the bytes are recognised as nothing else.
     *
     * @param virtualSize bytes that a guest would see
     */
    record Disk(DiskFormat format, long virtualSize) implements Finding {}

    /**
     * Nothing that may be stored.
     *
     * @param detail a sentence for the owner, without the sentence's end mark
     */
    record Unfit(RejectionReason reason, String detail) implements Finding {}
}
