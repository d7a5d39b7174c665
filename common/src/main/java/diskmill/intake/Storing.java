package diskmill.intake;

import diskmill.digest.BufferRing;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectStore;
import diskmill.storage.ObjectUpload;
import diskmill.storage.StoredObject;
import diskmill.storage.UploadNote;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The object on its way into the store. The upload begins with the first byte, so a refused header costs the store nothing. */
final class Storing implements BufferRing.Consumer, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Storing.class);

    private final ObjectStore store;
    private final ObjectKey key;
    private long written; // seen by others once the ring is drained
    private volatile UploadNote note = UploadNote.NONE;
    private volatile @Nullable Long size;
    private volatile @Nullable ObjectUpload upload;

    Storing(ObjectStore store, ObjectKey key) {
        this.store = store;
        this.key = key;
    }

    /**
     * Said before the first byte.
     *
     * @param uploadNote kept with the upload
     * @param bytes      that will come; null if that is not known
     */
    void announce(UploadNote uploadNote, @Nullable Long bytes) {
        note = uploadNote;
        size = bytes;
    }

    @Override
    public String name() {
        return "store";
    }

    @Override
    public void accept(byte[] bytes, int length) throws IOException {
        ObjectUpload current = upload;
        if (current == null) {
            current = store.upload(key, note, size);
            upload = current;
        }
        current.write(bytes, 0, length);
        written += length;
    }

    /** In bytes; to be asked once all of them have been. */
    long written() {
        return written;
    }

    StoredObject complete() throws IOException {
        ObjectUpload current = upload;
        if (current == null) {
            throw new IllegalStateException("nothing was written");
        }
        return current.complete();
    }

    /** Deletes what was written. What the store does not delete now is swept later, so its failure changes no verdict. */
    void abort() {
        ObjectUpload current = upload;
        if (current != null) {
            try {
                current.abort();
            } catch (IOException failure) {
                LOG.warn(
                        "{}: what was written could not be deleted; it is swept later: {}",
                        key,
                        failure.toString());
            }
        }
    }

    @Override
    public void close() {
        ObjectUpload current = upload;
        if (current != null) {
            try {
                current.close();
            } catch (IOException failure) {
                LOG.warn("{}: the upload could not be closed: {}", key, failure.toString());
            }
        }
    }
}
