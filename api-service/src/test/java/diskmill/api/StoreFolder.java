package diskmill.api;

import diskmill.storage.KeyPrefix;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectStore;
import diskmill.storage.ObjectUpload;
import diskmill.storage.StoredObject;
import diskmill.storage.file.FileObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** The real store in a folder, with objects of a few bytes; its folder can go away, as a disk does that is not mounted. */
public final class StoreFolder implements AutoCloseable {

    /** Bytes of each object. */
    public static final int SIZE = 7;

    private final Path folder;
    private final Path elsewhere;
    private final FileObjectStore store;

    public StoreFolder(Path folder) throws IOException {
        this.folder = folder;
        this.elsewhere = folder.resolveSibling("elsewhere");
        this.store = FileObjectStore.open(folder);
    }

    public ObjectStore objects() {
        return store;
    }

    public ObjectKey put(ObjectKey key) throws IOException {
        try (ObjectUpload upload = store.upload(key)) {
            upload.write(new byte[SIZE], 0, SIZE);
            return upload.complete().key();
        }
    }

    public Set<ObjectKey> keys() throws IOException {
        return store.list(KeyPrefix.ALL).stream()
                .map(StoredObject::key)
                .collect(Collectors.toSet());
    }

    public void goAway() throws IOException {
        Files.move(folder, elsewhere);
    }

    public void comeBack() throws IOException {
        Files.move(elsewhere, folder);
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
