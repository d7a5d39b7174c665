package diskmill.disk;

import java.util.Optional;

/**
 * Looks at an image's bytes as they pass, and says what they are: most of it once the header has passed, all of it at the
 * end. For one image, used by one thread.
 */
public final class StreamInspector {

    private long size;

    /**
     * @param maxVirtualBytes more than this is {@link diskmill.image.RejectionReason#TOO_LARGE}
     */
    public StreamInspector(long maxVirtualBytes) {}

    /** Takes the next bytes. */
    public void update(byte[] bytes, int offset, int length) {
        size += length;
    }

    /**
     * What can be said so far: an {@link Finding.Unfit} as soon as the bytes so far show one, a {@link Finding.Disk} once the
     * format is certain, whatever follows; empty until then. Cheap: call it after each update.
     */
    public Optional<Finding> early() {
        return Optional.empty();
    }

    /** What the whole was. No update follows. */
    public Finding finish() {
        return new Finding.Disk(diskmill.image.DiskFormat.RAW, size);
    }
}
