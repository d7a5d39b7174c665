package diskmill.ingest;

import diskmill.storage.KeyPrefix;
import diskmill.storage.Leftover;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectStore;
import diskmill.storage.ObjectUpload;
import diskmill.storage.StoreUnavailable;
import diskmill.storage.StoredObject;
import diskmill.storage.UploadNote;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A store that keeps what an unfinished upload had sent in whole parts, as a bucket does, over a real one for what is finished.
 * It breaks where a test says so. For small images: what is unfinished is in memory.
 */
final class LeavingStore implements ObjectStore {

    static final int PART = 256 * 1024;

    private final ObjectStore objects;
    private final Map<ObjectKey, Unfinished> unfinished = new ConcurrentHashMap<>();
    private final Map<ObjectKey, UploadNote> notes = new ConcurrentHashMap<>();
    private volatile long diesAfter = Long.MAX_VALUE;
    private volatile boolean away;
    private volatile boolean loses;
    private volatile @Nullable Runnable beforeCompletion;

    LeavingStore(ObjectStore objects) {
        this.objects = objects;
    }

    /** Writing fails once an upload has so many bytes, as if the process that writes had died. */
    void dieAfter(long bytes) {
        diesAfter = bytes;
    }

    void recover() {
        diesAfter = Long.MAX_VALUE;
        away = false;
    }

    /** No upload can be salvaged for now. */
    void goAway() {
        away = true;
    }

    /** An object that is completed lacks its last byte. */
    void loseTheLastByte() {
        loses = true;
    }

    /** Done once, as soon as an upload is about to be completed. */
    void beforeItCompletes(Runnable action) {
        beforeCompletion = action;
    }

    /** Leaves an upload that no run of the test has written. */
    void leave(ObjectKey key, UploadNote note, byte[] bytes) throws IOException {
        new Unfinished(key, note).write(bytes, 0, bytes.length);
    }

    @Override
    public ObjectUpload upload(ObjectKey key, UploadNote note) {
        return new Unfinished(key, note);
    }

    @Override
    public InputStream open(ObjectKey key, long offset, long length) throws IOException {
        return objects.open(key, offset, length);
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) throws IOException {
        return objects.find(key);
    }

    @Override
    public URI location(ObjectKey key) {
        return objects.location(key);
    }

    @Override
    public void delete(ObjectKey key) throws IOException {
        unfinished.remove(key);
        objects.delete(key);
    }

    @Override
    public List<StoredObject> list(KeyPrefix prefix) throws IOException {
        return objects.list(prefix);
    }

    @Override
    public List<Leftover> leftovers(KeyPrefix prefix) {
        return unfinished.values().stream()
                .filter(each -> each.key.value().startsWith(prefix.value()))
                .map(each -> new Leftover(each.key, each.note, each.begunAt))
                .toList();
    }

    @Override
    public UploadNote note(ObjectKey key) {
        return notes.getOrDefault(key, UploadNote.NONE);
    }

    @Override
    public Optional<StoredObject> salvage(ObjectKey key) throws IOException {
        if (away) {
            throw new StoreUnavailable("the store is away", null);
        }
        Unfinished upload = unfinished.get(key);
        if (upload != null) {
            upload.end();
        }
        return objects.find(key);
    }

    private final class Unfinished implements ObjectUpload {

        private final ObjectKey key;
        private final UploadNote note;
        private final Instant begunAt = Instant.now();
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private boolean salvaged;

        Unfinished(ObjectKey key, UploadNote note) {
            this.key = key;
            this.note = note;
            unfinished.put(key, this);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            refuseAfterTheEnd();
            if (written.size() + length > diesAfter) {
                throw new StoreUnavailable("this writer has died", null);
            }
            written.write(bytes, offset, length);
        }

        @Override
        public StoredObject complete() throws IOException {
            Runnable action = beforeCompletion;
            if (action != null) {
                beforeCompletion = null;
                action.run();
            }
            return finish();
        }

        private synchronized StoredObject finish() throws IOException {
            refuseAfterTheEnd();
            StoredObject object = put(written.size() - (loses ? 1 : 0));
            unfinished.remove(key);
            notes.put(key, note);
            return object;
        }

        private synchronized void end() throws IOException {
            int whole = written.size() / PART * PART;
            if (!salvaged && whole > 0) {
                put(whole);
            }
            salvaged = true;
        }

        private StoredObject put(int length) throws IOException {
            try (ObjectUpload upload = objects.upload(key)) {
                upload.write(written.toByteArray(), 0, length);
                return upload.complete();
            }
        }

        @Override
        public void abort() {
            unfinished.remove(key);
        }

        @Override
        public void close() {
            // what was sent stays
        }

        private void refuseAfterTheEnd() throws StoreUnavailable {
            if (salvaged) {
                throw new StoreUnavailable("somebody has ended this upload", null);
            }
        }
    }
}
