package diskmill.disk;

import diskmill.image.DiskFormat;
import diskmill.image.RejectionReason;
import java.io.IOException;
import java.util.Optional;

/** A disk whose header is sound, as far as a header alone can be. */
interface Candidate {

    DiskFormat format();

    /** In bytes, as its header says; zero where only the end will tell. */
    long virtualSize();

    /**
     * What the whole is, once its size is known.
     *
     * @param size of the image in bytes, more than none
     * @param tail its last bytes: {@link Tail#LENGTH}, or all of a shorter image
     */
    Finding atEnd(long size, ByteWindow tail);

    /** Walks the format's own tables; only called for what {@link #atEnd} called a disk. */
    Optional<Finding.Unfit> deep(DiskReader disk) throws IOException;

    default Finding disk() {
        return new Finding.Disk(format(), virtualSize());
    }

    static Finding.Unfit damaged(String detail) {
        return new Finding.Unfit(RejectionReason.DAMAGED, detail);
    }

    static Optional<Finding.Unfit> found(String detail) {
        return Optional.of(damaged(detail));
    }

    static Finding.Unfit tooLarge(long virtualSize, long maxVirtualBytes) {
        return new Finding.Unfit(
                RejectionReason.TOO_LARGE,
                "a guest would see a disk of %s bytes, more than the %d that one image may have"
                        .formatted(Long.toUnsignedString(virtualSize), maxVirtualBytes));
    }
}
