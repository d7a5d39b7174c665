package diskmill.intake;

import diskmill.storage.KeyPrefix;
import diskmill.storage.Leftover;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectStore;
import diskmill.storage.ObjectUpload;
import diskmill.storage.StoreLimits;
import diskmill.storage.StoreUnavailable;
import diskmill.storage.StoredObject;
import diskmill.storage.UploadNote;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A real store that tells how its uploads ended, and fails where it is told to. */
final class ObservedStore implements ObjectStore {

    private final ObjectStore store;
    private volatile long failsAfter = Long.MAX_VALUE;
    private volatile boolean failsToComplete;
    private volatile StoreLimits limits = StoreLimits.NONE;
    private volatile boolean begun;
    private volatile boolean aborted;
    private volatile boolean closed;

    ObservedStore(ObjectStore store) {
        this.store = store;
    }

    /** Writing fails from the byte with this number on. */
    void failAfter(long bytes) {
        failsAfter = bytes;
    }

    void failToComplete() {
        failsToComplete = true;
    }

    boolean hasBegun() {
        return begun;
    }

    boolean isAborted() {
        return aborted;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public ObjectUpload upload(ObjectKey key, UploadNote note) throws IOException {
        ObjectUpload upload = store.upload(key, note);
        begun = true;
        return new ObjectUpload() {
            private long written;

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                written += length;
                if (written > failsAfter) {
                    throw new StoreUnavailable("the store is full", null);
                }
                upload.write(bytes, offset, length);
            }

            @Override
            public StoredObject complete() throws IOException {
                if (failsToComplete) {
                    throw new StoreUnavailable("the store went away", null);
                }
                return upload.complete();
            }

            @Override
            public void abort() throws IOException {
                aborted = true;
                upload.abort();
            }

            @Override
            public void close() throws IOException {
                closed = true;
                upload.close();
            }
        };
    }

    /** The largest object that it says it takes. */
    void takeAtMost(long bytes) {
        limits = new StoreLimits(bytes, Integer.MAX_VALUE);
    }

    @Override
    public StoreLimits limits() {
        return limits;
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
