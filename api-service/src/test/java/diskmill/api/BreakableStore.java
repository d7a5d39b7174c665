package diskmill.api;

import diskmill.storage.KeyPrefix;
import diskmill.storage.Leftover;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectStore;
import diskmill.storage.ObjectUpload;
import diskmill.storage.StoredObject;
import diskmill.storage.UploadNote;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The real store, in which an upload can end with an Error. That is the one failure for which no test has a real cause: memory
 * that runs out would take the other tests with it.
 */
public final class BreakableStore implements ObjectStore {

    private final ObjectStore store;
    private volatile boolean broken;

    BreakableStore(ObjectStore store) {
        this.store = store;
    }

    public void breakDown(boolean isBroken) {
        broken = isBroken;
    }

    @Override
    public ObjectUpload upload(ObjectKey key, UploadNote note) throws IOException {
        if (broken) {
            throw new OutOfMemoryError("for a test");
        }
        return store.upload(key, note);
    }

    @Override
    public InputStream open(ObjectKey key, long offset, long length) throws IOException {
        return store.open(key, offset, length);
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) throws IOException {
        return store.find(key);
    }

    @Override
    public URI location(ObjectKey key) {
        return store.location(key);
    }

    @Override
    public void delete(ObjectKey key) throws IOException {
        store.delete(key);
    }

    @Override
    public List<StoredObject> list(KeyPrefix prefix) throws IOException {
        return store.list(prefix);
    }

    @Override
    public void each(KeyPrefix prefix, Consumer<StoredObject> action) throws IOException {
        store.each(prefix, action);
    }

    @Override
    public List<Leftover> leftovers(KeyPrefix prefix) throws IOException {
        return store.leftovers(prefix);
    }

    @Override
    public UploadNote note(ObjectKey key) throws IOException {
        return store.note(key);
    }

    @Override
    public Optional<StoredObject> salvage(ObjectKey key) throws IOException {
        return store.salvage(key);
    }
}
