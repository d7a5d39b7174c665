package diskmill.api;

import diskmill.storage.KeyPrefix;
import diskmill.storage.Leftover;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectStore;
import diskmill.storage.ObjectUpload;
import diskmill.storage.StoreUnavailable;
import diskmill.storage.StoredObject;
import diskmill.storage.UploadNote;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A real store whose disk a test can fill: then the first byte of every upload is refused. It can also break as no store should. */
public final class FullableStore implements ObjectStore {

    private final ObjectStore store;
    private volatile boolean full;
    private volatile boolean broken;

    FullableStore(ObjectStore store) {
        this.store = store;
    }

    public void fill(boolean isFull) {
        full = isFull;
    }

    public void breakDown(boolean isBroken) {
        broken = isBroken;
    }

    @Override
    public ObjectUpload upload(ObjectKey key, UploadNote note) throws IOException {
        if (broken) {
            throw new OutOfMemoryError("for a test");
        }
        ObjectUpload upload = store.upload(key, note);
        return full ? new Refusing(upload) : upload;
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
    public void delete(ObjectKey key) throws IOException {
        store.delete(key);
    }

    @Override
    public List<StoredObject> list(KeyPrefix prefix) throws IOException {
        return store.list(prefix);
    }

    @Override
    public List<Leftover> leftovers(KeyPrefix prefix) throws IOException {
        return store.leftovers(prefix);
    }

    @Override
    public Optional<StoredObject> salvage(ObjectKey key) throws IOException {
        return store.salvage(key);
    }

    private record Refusing(ObjectUpload upload) implements ObjectUpload {

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            throw new StoreUnavailable("no space left", null);
        }

        @Override
        public StoredObject complete() throws IOException {
            throw new StoreUnavailable("no space left", null);
        }

        @Override
        public void abort() throws IOException {
            upload.abort();
        }

        @Override
        public void close() throws IOException {
            upload.close();
        }
    }
}
