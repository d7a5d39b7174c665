package diskmill.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Whole objects by key. Content is streamed: no implementation may hold an object in memory. What goes wrong with the store
 * itself is a {@link StoreUnavailable}. Every implementation passes {@code ObjectStoreContract}; think twice before adding
 * a method.
 */
public interface ObjectStore {

    /**
     * Begins an object. Nothing is to be seen under the key until {@link ObjectUpload#complete} has returned, and then the
     * whole object. The caller closes the upload.
     */
    ObjectUpload upload(ObjectKey key) throws IOException;

    /**
     * Opens {@code length} bytes from {@code offset} on for one pass; the caller closes it. A range that reaches past the
     * end of the object ends with the object.
     *
     * @throws ObjectMissing if nothing is there
     */
    InputStream open(ObjectKey key, long offset, long length) throws IOException;

    Optional<StoredObject> find(ObjectKey key) throws IOException;

    /** Deletes the object, and any unfinished upload under its key; does nothing if neither is there. */
    void delete(ObjectKey key) throws IOException;

    /** The objects below a prefix, in no order; without those that are unfinished. */
    List<StoredObject> list(KeyPrefix prefix) throws IOException;
}
