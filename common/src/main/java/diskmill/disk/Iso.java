package diskmill.disk;

import diskmill.image.DiskFormat;
import java.util.Optional;

/**
 * An optical disc by ISO 9660 (ECMA-119). Its first 32 KiB may hold anything, such as the partition table by which installers
 * also boot from a stick.
 *
 * @param volumeBytes what its own descriptor says that the disc has; 0 if there is no primary descriptor in the first place
 */
record Iso(long volumeBytes, long maxVirtualBytes) implements Candidate {

    private static final int DESCRIPTOR = 32768;

    /** All that is looked at: the first descriptor. */
    static final int SHOWN_WITHIN = DESCRIPTOR + 2048;

    private static final int PRIMARY = 1;

    static boolean isShownBy(ByteWindow head) {
        return head.has(DESCRIPTOR + 1, "CD001");
    }

    static Header read(ByteWindow head, long maxVirtualBytes) {
        long volumeBytes = 0;
        if (head.u8(DESCRIPTOR) == PRIMARY) {
            int blockSize = head.u16le(DESCRIPTOR + 128);
            if (blockSize != 512 && blockSize != 1024 && blockSize != 2048) {
                return Header.damaged(
                        "its volume descriptor gives blocks of %d bytes, where a disc has 512, 1024 or 2048"
                                .formatted(blockSize));
            }
            volumeBytes = head.u32le(DESCRIPTOR + 80) * blockSize;
        }
        return volumeBytes > maxVirtualBytes
                ? new Header.Refused(Candidate.tooLarge(volumeBytes, maxVirtualBytes))
                : new Header.Present(new Iso(volumeBytes, maxVirtualBytes));
    }

    @Override
    public DiskFormat format() {
        return DiskFormat.ISO;
    }

    @Override
    public long virtualSize() {
        return volumeBytes;
    }

    /** A guest sees all of the file, which may be longer than the volume. */
    @Override
    public Finding atEnd(long size, ByteWindow tail) {
        Optional<Finding> also = Raw.alsoAtEnd("iso", size, tail);
        if (also.isPresent()) {
            return also.get();
        }
        if (size > maxVirtualBytes) {
            return Candidate.tooLarge(size, maxVirtualBytes);
        }
        return volumeBytes > size
                ? Candidate.damaged(
                        "the disc is cut off: its volume descriptor speaks of %d bytes, but %d came"
                                .formatted(volumeBytes, size))
                : new Finding.Disk(DiskFormat.ISO, size);
    }

    @Override
    public Optional<Finding.Unfit> deep(DiskReader disk) {
        return Optional.empty();
    }
}
