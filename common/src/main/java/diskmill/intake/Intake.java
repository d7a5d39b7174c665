package diskmill.intake;

import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectStore;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes in, in one pass: limit, decompress, inspect, hash, store. Memory is a fixed ring of buffers, whatever the image's
 * size; nothing is staged on local disk. Threads may share it.
 */
public final class Intake {

    private final ObjectStore store;

    public Intake(ObjectStore store) {
        this.store = store;
    }

    /**
     * Takes all of {@code source}, which the caller closes.
     *
     * @param key a key of this run alone
     * @throws IOException the source's own exceptions as they are; {@link diskmill.storage.StoreUnavailable} for the store's
     * @throws InterruptedException when this thread is interrupted; what was written is deleted only if it is unwanted
     */
    public IntakeResult take(
            IntakeRequest request, InputStream source, ObjectKey key, IntakeWatch watch)
            throws IOException, InterruptedException {
        return new IntakeResult.Refused(
                diskmill.image.RejectionReason.EMPTY, "no intake yet: " + store);
    }
}
