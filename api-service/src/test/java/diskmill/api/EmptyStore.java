package diskmill.api;

import diskmill.storage.KeyPrefix;
import diskmill.storage.Leftover;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectMissing;
import diskmill.storage.ObjectStore;
import diskmill.storage.ObjectUpload;
import diskmill.storage.StoreUnavailable;
import diskmill.storage.StoredObject;
import diskmill.storage.UploadNote;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A store in which nothing ever is. */
final class EmptyStore implements ObjectStore {

    @Override
    public ObjectUpload upload(ObjectKey key, UploadNote note) throws StoreUnavailable {
        throw new StoreUnavailable("full", null);
    }

    @Override
    public InputStream open(ObjectKey key, long offset, long length) throws ObjectMissing {
        throw new ObjectMissing(key);
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) {
        return Optional.empty();
    }

    @Override
    public void delete(ObjectKey key) {}

    @Override
    public List<StoredObject> list(KeyPrefix prefix) {
        return List.of();
    }

    @Override
    public List<Leftover> leftovers(KeyPrefix prefix) {
        return List.of();
    }

    @Override
    public Optional<StoredObject> salvage(ObjectKey key) {
        return find(key);
    }
}
