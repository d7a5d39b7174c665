package diskmill.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whole objects by key. Content is streamed: no implementation may hold an object in memory. What goes wrong with the store
 * itself is a {@link StoreUnavailable}. Every implementation passes {@code ObjectStoreContract}; think twice before adding
 * a method.
 */
public interface ObjectStore {

    /**
     * Begins an object. Nothing is to be seen under the key until {@link ObjectUpload#complete} has returned, and then the
     * whole object. The caller closes the upload.
     *
     * @param note kept with the upload while it is unfinished, and with the object afterwards where the store can
     */
    ObjectUpload upload(ObjectKey key, UploadNote note) throws IOException;

    /**
     * The same, where it is known how much comes.
     *
     * @param size in bytes, by which a store may form its parts; null if it is not known. Nothing checks it
     */
    default ObjectUpload upload(ObjectKey key, UploadNote note, @Nullable Long size)
            throws IOException {
        return upload(key, note);
    }

    /** Begins an object that no later run could continue. */
    default ObjectUpload upload(ObjectKey key) throws IOException {
        return upload(key, UploadNote.NONE);
    }

    /**
     * Opens {@code length} bytes from {@code offset} on for one pass; the caller closes it. A range that reaches past the
     * end of the object ends with the object.
     *
     * @throws ObjectMissing if nothing is there
     */
    InputStream open(ObjectKey key, long offset, long length) throws IOException;

    Optional<StoredObject> find(ObjectKey key) throws IOException;

    /** Where others find the object, with access of their own: an address without a secret. Nobody looks whether it is there. */
    URI location(ObjectKey key);

    /** Deletes the object, and any unfinished upload under its key; does nothing if neither is there. */
    void delete(ObjectKey key) throws IOException;

    /** The objects below a prefix, in no order; without those that are unfinished. */
    List<StoredObject> list(KeyPrefix prefix) throws IOException;

    /**
     * Hands on each object below a prefix, in no order, as {@link #list} would; but holds no more of them in memory than the
     * store gives at once. What is stored or deleted meanwhile may be handed on or not.
     */
    default void each(KeyPrefix prefix, Consumer<StoredObject> action) throws IOException {
        list(prefix).forEach(action);
    }

    /**
     * The uploads below a prefix that were not completed, in no order. One that had put too little into the store to be worth
     * it may be missing; a store of which nothing outlives its process has none.
     */
    List<Leftover> leftovers(KeyPrefix prefix) throws IOException;

    /**
     * The note of the upload that an object was completed by; {@link UploadNote#NONE} where the store keeps none, or nothing is
     * there. A store may leave the note of what is not larger than a part.
     */
    UploadNote note(ObjectKey key) throws IOException;

    /**
     * Ends an unfinished upload for good: what the store holds of it, from its first byte on and without a gap, becomes the
     * object. Whoever still writes there gets {@link StoreUnavailable}. May be called again, and finds the same object.
     *
     * @return empty if the store holds nothing of it
     */
    Optional<StoredObject> salvage(ObjectKey key) throws IOException;

    /** To be looked at before anything is written: what exceeds them fails in its middle, and a later run does, too. */
    default StoreLimits limits() {
        return StoreLimits.NONE;
    }
}
