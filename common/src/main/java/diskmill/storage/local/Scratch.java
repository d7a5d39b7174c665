package diskmill.storage.local;

import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectMissing;
import diskmill.storage.ObjectStore;
import diskmill.storage.StoreUnavailable;
import diskmill.storage.StoredObject;
import diskmill.storage.ToolFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files for tools where the objects are elsewhere: scratch copies, in a folder that processes of one machine may share, each
 * with a folder of its own in it. What dead processes left is deleted at the start.
 */
public final class Scratch implements ToolFiles, Closeable {

    private final ObjectStore store;
    private final Incoming files;
    private final FreeSpace space;

    private Scratch(ObjectStore store, Incoming files, FreeSpace space) {
        this.store = store;
        this.files = files;
        this.space = space;
    }

    /**
     * The caller closes it.
     *
     * @param reserve bytes that stay free on the folder's disk
     */
    public static Scratch open(ObjectStore store, Path folder, long reserve) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        Incoming files = Incoming.open(absolute);
        files.sweep();
        return new Scratch(store, files, new FreeSpace(absolute, reserve));
    }

    @Override
    public LentFile lend(ObjectKey key) throws IOException {
        StoredObject object = store.find(key).orElseThrow(() -> new ObjectMissing(key));
        Path folder = fresh(key, object.size());
        try {
            Path copy = folder.resolve("disk");
            ScratchCopy.of(store, object, copy);
            return new Lent(copy, folder);
        } catch (IOException | RuntimeException failure) {
            discard(folder);
            throw failure;
        }
    }

    @Override
    public DraftFile draft(ObjectKey key) throws IOException {
        return new ScratchDraft(key, fresh(key, 0), store);
    }

    private Path fresh(ObjectKey key, long bytes) throws IOException {
        try {
            space.require(bytes);
            return Files.createDirectory(files.fresh(key));
        } catch (IOException failure) {
            throw unusable(failure);
        }
    }

    static void discard(Path folder) throws IOException {
        try {
            Folders.deleteTree(folder);
        } catch (IOException failure) {
            throw unusable(failure);
        }
    }

    static StoreUnavailable unusable(IOException cause) {
        return new StoreUnavailable(
                "the scratch folder cannot be used now; its disk may be full", cause);
    }

    /** What is still lent is deleted. */
    @Override
    public void close() throws IOException {
        files.close();
    }

    private record Lent(Path path, Path folder) implements LentFile {

        @Override
        public void close() throws IOException {
            discard(folder);
        }
    }
}
