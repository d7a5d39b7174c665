package diskmill.api.dispatch;

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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/** The keys of a store, without content: all that a collector of garbage sees of one. It can be away. */
final class KeptObjects implements ObjectStore {

    private final Set<String> keys = new ConcurrentSkipListSet<>();
    private final Set<String> deletedUnseen = new ConcurrentSkipListSet<>();
    private volatile boolean away;

    ObjectKey put(ObjectKey key) {
        keys.add(key.value());
        return key;
    }

    Set<ObjectKey> keys() {
        return keys.stream().map(ObjectKey::new).collect(Collectors.toSet());
    }

    /** Keys that were deleted while nothing whole was under them. */
    Set<String> deletedUnseen() {
        return deletedUnseen;
    }

    void away(boolean isAway) {
        away = isAway;
    }

    @Override
    public ObjectUpload upload(ObjectKey key, UploadNote note) throws StoreUnavailable {
        throw new StoreUnavailable("takes no content", null);
    }

    @Override
    public InputStream open(ObjectKey key, long offset, long length) throws ObjectMissing {
        throw new ObjectMissing(key);
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) {
        return keys.contains(key.value())
                ? Optional.of(new StoredObject(key, 0, Instant.EPOCH))
                : Optional.empty();
    }

    @Override
    public void delete(ObjectKey key) throws StoreUnavailable {
        answer();
        if (!keys.remove(key.value())) {
            deletedUnseen.add(key.value());
        }
    }

    @Override
    public List<StoredObject> list(KeyPrefix prefix) throws StoreUnavailable {
        answer();
        return keys.stream()
                .filter(key -> key.startsWith(prefix.value()))
                .map(key -> new StoredObject(new ObjectKey(key), 0, Instant.EPOCH))
                .toList();
    }

    @Override
    public List<Leftover> leftovers(KeyPrefix prefix) {
        return List.of();
    }

    @Override
    public Optional<StoredObject> salvage(ObjectKey key) {
        return find(key);
    }

    private void answer() throws StoreUnavailable {
        if (away) {
            throw new StoreUnavailable("away", null);
        }
    }
}
