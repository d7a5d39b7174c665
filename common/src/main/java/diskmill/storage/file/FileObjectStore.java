package diskmill.storage.file;

import diskmill.storage.KeyPrefix;
import diskmill.storage.Leftover;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectMissing;
import diskmill.storage.ObjectStore;
import diskmill.storage.ObjectUpload;
import diskmill.storage.StoredObject;
import diskmill.storage.ToolFiles;
import diskmill.storage.UploadNote;
import diskmill.storage.local.FreeSpace;
import diskmill.storage.local.Incoming;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The object store in a folder of one machine: {@code objects/<key>} are the objects, {@code incoming} is what is not whole
 * yet. A rename from one to the other is the commit. Processes of the machine may share the folder, and threads the store.
 */
public final class FileObjectStore implements ObjectStore, ToolFiles, Closeable {

    private final ObjectFolder objects;
    private final Incoming incoming;
    private final FreeSpace space;

    private FileObjectStore(ObjectFolder objects, Incoming incoming, FreeSpace space) {
        this.objects = objects;
        this.incoming = incoming;
        this.space = space;
    }

    /** Opens the store, and makes its folder if it is missing. The caller closes it. */
    public static FileObjectStore open(Path root) throws IOException {
        return open(root, 0);
    }

    /** @param reserve bytes that stay free on the store's disk: a write that would take them is refused */
    static FileObjectStore open(Path root, long reserve) throws IOException {
        Path folder = root.toAbsolutePath().normalize();
        try {
            return new FileObjectStore(
                    ObjectFolder.open(folder.resolve("objects")),
                    Incoming.open(folder.resolve("incoming")),
                    new FreeSpace(folder, reserve));
        } catch (IOException failure) {
            throw Failures.writing(failure);
        }
    }

    /** Deletes what processes that are dead left unfinished; what a living process writes is left alone. */
    public void sweep() throws IOException {
        try {
            incoming.sweep();
        } catch (IOException failure) {
            throw Failures.writing(failure);
        }
    }

    @Override
    public ObjectUpload upload(ObjectKey key, UploadNote note) throws IOException {
        try {
            return new FileUpload(key, incoming.fresh(key), objects, space);
        } catch (IOException failure) {
            throw Failures.writing(failure);
        }
    }

    @Override
    public InputStream open(ObjectKey key, long offset, long length) throws IOException {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("a range begins and ends after the beginning");
        }
        try {
            return open(objects.path(key), key, offset, length);
        } catch (ObjectMissing missing) {
            throw missing;
        } catch (IOException failure) {
            throw Failures.reading(failure);
        }
    }

    private InputStream open(Path path, ObjectKey key, long offset, long length)
            throws IOException {
        try {
            return RangedFile.open(path, offset, length);
        } catch (NoSuchFileException missing) {
            objects.requireThere();
            throw new ObjectMissing(key);
        }
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) throws IOException {
        try {
            return objects.find(key);
        } catch (IOException failure) {
            throw Failures.reading(failure);
        }
    }

    @Override
    public URI location(ObjectKey key) {
        return URI.create("file://" + objects.path(key).toUri().getRawPath());
    }

    @Override
    public void delete(ObjectKey key) throws IOException {
        try {
            // in this order: an upload that completes between the two has its object deleted
            incoming.delete(key);
            objects.delete(key);
        } catch (IOException failure) {
            throw Failures.writing(failure);
        }
    }

    @Override
    public List<StoredObject> list(KeyPrefix prefix) throws IOException {
        try {
            return objects.list(prefix);
        } catch (IOException failure) {
            throw Failures.reading(failure);
        }
    }

    @Override
    public void each(KeyPrefix prefix, Consumer<StoredObject> action) throws IOException {
        try {
            objects.each(prefix, action);
        } catch (IOException failure) {
            throw Failures.reading(failure);
        }
    }

    /** None: what a dead process left unfinished is swept at the next start. */
    @Override
    public List<Leftover> leftovers(KeyPrefix prefix) {
        return List.of();
    }

    /** None: they would be of use after an unfinished upload only. */
    @Override
    public UploadNote note(ObjectKey key) {
        return UploadNote.NONE;
    }

    @Override
    public Optional<StoredObject> salvage(ObjectKey key) throws IOException {
        return find(key);
    }

    @Override
    public LentFile lend(ObjectKey key) throws IOException {
        Path path = objects.path(key);
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new ObjectMissing(key);
        }
        return new Lent(path);
    }

    @Override
    public DraftFile draft(ObjectKey key) throws IOException {
        try {
            space.require();
            return FileDraft.create(key, incoming.fresh(key), objects);
        } catch (IOException failure) {
            throw Failures.writing(failure);
        }
    }

    /** What is still being written is lost. */
    @Override
    public void close() throws IOException {
        incoming.close();
    }

    private record Lent(Path path) implements LentFile {

        @Override
        public void close() {
            // the object itself was lent
        }
    }
}
