package diskmill.convert;

import diskmill.storage.KeyPrefix;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectMissing;
import diskmill.storage.ObjectStore;
import diskmill.storage.ObjectUpload;
import diskmill.storage.StoredObject;
import diskmill.storage.ToolFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Objects as files of a folder, as much as the convert-worker needs. */
record FolderStore(Path folder) implements ObjectStore, ToolFiles {

    void put(ObjectKey key, Path content) throws IOException {
        Files.createDirectories(place(key).getParent());
        Files.copy(content, place(key));
    }

    Path place(ObjectKey key) {
        return folder.resolve(key.value());
    }

    /** Whole objects, drafts and whatever else is there. */
    List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }

    @Override
    public ObjectUpload upload(ObjectKey key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InputStream open(ObjectKey key, long offset, long length) throws IOException {
        FileChannel file = FileChannel.open(place(key));
        return Channels.newInputStream(file.position(offset));
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) throws IOException {
        return Files.exists(place(key))
                ? Optional.of(new StoredObject(key, Files.size(place(key)), Instant.EPOCH))
                : Optional.empty();
    }

    @Override
    public void delete(ObjectKey key) throws IOException {
        Files.deleteIfExists(place(key));
    }

    @Override
    public List<StoredObject> list(KeyPrefix prefix) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LentFile lend(ObjectKey key) throws IOException {
        if (!Files.exists(place(key))) {
            throw new ObjectMissing(key);
        }
        return new LentFile() {
            @Override
            public Path path() {
                return place(key);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public DraftFile draft(ObjectKey key) throws IOException {
        Path draft = Files.createTempDirectory(folder, "draft").resolve("draft");
        return new DraftFile() {
            @Override
            public Path path() {
                return draft;
            }

            @Override
            public StoredObject adopt() throws IOException {
                Files.createDirectories(place(key).getParent());
                Files.move(draft, place(key));
                return find(key).orElseThrow();
            }

            @Override
            public void close() throws IOException {
                Files.deleteIfExists(draft);
                Files.deleteIfExists(draft.getParent());
            }
        };
    }
}
