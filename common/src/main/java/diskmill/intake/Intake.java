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
    private final IntakeSettings settings;
    private final UnpackingMemory memory;

    /** With the default settings. */
    public Intake(ObjectStore store) {
        this(store, IntakeSettings.defaults());
    }

    /** The memory for unpacking is shared with every other intake of this process. */
    public Intake(ObjectStore store, IntakeSettings settings) {
        this(store, settings, UnpackingMemory.ofThisProcess());
    }

    Intake(ObjectStore store, IntakeSettings settings, UnpackingMemory memory) {
        this.store = store;
        this.settings = settings;
        this.memory = memory;
    }

    /**
     * Takes all of {@code source}, which the caller closes. The source is read on the caller's thread, so an interrupt in a
     * read is noticed as soon as the source notices it; everywhere else at once, but for the store's last step. Once that
     * has begun, the object is completed, and the interrupt is left for the caller. What is announced as more than the limits or
     * the store allow is refused before anything is read.
     *
     * @param key a key of this run alone
     * @throws IOException the source's own exceptions as they are; {@link diskmill.storage.StoreUnavailable} for the store's
     * @throws InterruptedException when this thread is interrupted; what was written is deleted only if it is unwanted
     */
    public IntakeResult take(
            IntakeRequest request, InputStream source, ObjectKey key, IntakeWatch watch)
            throws IOException, InterruptedException {
        long most = Math.min(request.limits().maxBytes(), store.limits().largestObject());
        Long announced = request.announced();
        if (announced != null && announced > most) {
            return Refusal.announcedTooLarge(announced, most).verdict();
        }
        SourceBytes bytes =
                new SourceBytes(
                        source, most, watch, Math.toIntExact(settings.bufferSize().toBytes()));
        try (Storing storing = new Storing(store, key)) {
            try {
                return new Pass(request, settings, memory, bytes, most, storing).run();
            } catch (Refusal refusal) {
                storing.abort();
                return refusal.verdict();
            } catch (IOException | InterruptedException | RuntimeException | Error broken) {
                if (watch.unwanted()) {
                    storing.abort();
                }
                throw broken;
            }
        }
    }
}
