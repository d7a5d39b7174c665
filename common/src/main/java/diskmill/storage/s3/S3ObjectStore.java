package diskmill.storage.s3;

import diskmill.storage.KeyPrefix;
import diskmill.storage.Leftover;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectMissing;
import diskmill.storage.ObjectStore;
import diskmill.storage.ObjectUpload;
import diskmill.storage.StoreLimits;
import diskmill.storage.StoredObject;
import diskmill.storage.UploadNote;
import io.minio.messages.Contents;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The object store in a bucket: an object under its key, and while it is unfinished a marker beside it ({@link
 * UnfinishedUploads}). Processes may share the bucket, and threads the store.
 */
final class S3ObjectStore implements ObjectStore, Closeable {

    private final S3Connection connection;
    private final S3Bucket bucket;
    private final UnfinishedUploads unfinished;
    private final S3Parts parts;

    private S3ObjectStore(S3Connection connection, S3StorageSettings settings) {
        this.connection = connection;
        this.bucket = new S3Bucket(connection);
        this.unfinished = new UnfinishedUploads(bucket);
        int first = Math.toIntExact(settings.partSize().toBytes());
        this.parts =
                new S3Parts(
                        connection,
                        bucket,
                        unfinished,
                        new PartBuffers(settings.memoryBytes()),
                        PartSizes.growing(first, settings.memoryBytes()),
                        settings.partsInFlight());
    }

    /** Asks the server nothing yet. The caller closes it. */
    static S3ObjectStore open(S3StorageSettings settings) {
        return new S3ObjectStore(new S3Connection(settings), settings);
    }

    S3Bucket bucket() {
        return bucket;
    }

    S3Connection connection() {
        return connection;
    }

    /** Bytes of the memory for parts that nobody holds. */
    long freeMemory() {
        return parts.buffers().freeBytes();
    }

    @Override
    public ObjectUpload upload(ObjectKey key, UploadNote note) {
        return new S3Upload(key, note, parts, parts.sizes());
    }

    @Override
    public ObjectUpload upload(ObjectKey key, UploadNote note, @Nullable Long size) {
        return size == null
                ? upload(key, note)
                : new S3Upload(key, note, parts, parts.sizes().forSize(size));
    }

    @Override
    public StoreLimits limits() {
        return new StoreLimits(parts.sizes().most(), parts.uploadsAtOnce());
    }

    @Override
    public InputStream open(ObjectKey key, long offset, long length) throws IOException {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("a range begins and ends after the beginning");
        }
        if (length == 0) {
            if (find(key).isEmpty()) {
                throw new ObjectMissing(key);
            }
            return InputStream.nullInputStream();
        }
        try {
            return S3Range.open(connection, key, offset, length);
        } catch (ObjectMissing missing) {
            throw missing;
        } catch (IOException failure) {
            throw Failures.reading(failure);
        }
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) throws IOException {
        try {
            return bucket.stat(key.value()).map(found -> S3Parts.stored(key, found));
        } catch (IOException failure) {
            throw Failures.reading(failure);
        }
    }

    @Override
    public URI location(ObjectKey key) {
        return URI.create("s3://%s/%s".formatted(connection.bucket(), key.value()));
    }

    /** An upload that still fits into one part has nothing in the store, so it is not found; its writer may yet complete it. */
    @Override
    public void delete(ObjectKey key) throws IOException {
        try {
            unfinished.erase(key);
        } catch (IOException failure) {
            throw Failures.writing(failure);
        }
    }

    @Override
    public List<StoredObject> list(KeyPrefix prefix) throws IOException {
        List<StoredObject> found = new ArrayList<>();
        each(prefix, found::add);
        return found;
    }

    @Override
    public void each(KeyPrefix prefix, Consumer<StoredObject> action) throws IOException {
        try {
            bucket.each(
                    prefix.value(),
                    listed ->
                            keyOf(listed.objectName())
                                    .map(key ->
                                            new StoredObject(key, listed.size(), storedAt(listed)))
                                    .ifPresent(action));
        } catch (IOException failure) {
            throw Failures.reading(failure);
        }
    }

    /** In whole seconds, as the server tells it of a single object. */
    private static Instant storedAt(Contents listed) {
        return listed.lastModified().toInstant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static Optional<ObjectKey> keyOf(String name) {
        try {
            return Optional.of(new ObjectKey(name));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    @Override
    public List<Leftover> leftovers(KeyPrefix prefix) throws IOException {
        try {
            return unfinished.list(prefix);
        } catch (IOException failure) {
            throw Failures.reading(failure);
        }
    }

    @Override
    public UploadNote note(ObjectKey key) throws IOException {
        try {
            return bucket.stat(key.value()).map(ObjectNote::of).orElse(UploadNote.NONE);
        } catch (IOException failure) {
            throw Failures.reading(failure);
        }
    }

    @Override
    public Optional<StoredObject> salvage(ObjectKey key) throws IOException {
        try {
            return unfinished.salvage(key);
        } catch (IOException failure) {
            throw Failures.writing(failure);
        }
    }

    /** Ends what is under way; what was uploaded of it stays in the store. */
    @Override
    public void close() {
        connection.close();
    }
}
