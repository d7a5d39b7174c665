package diskmill.storage.file;

import diskmill.storage.KeyPrefix;
import diskmill.storage.ObjectKey;
import diskmill.storage.StoredObject;
import diskmill.storage.local.Folders;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The whole objects: each a file below {@code objects}, in folders that come with the first object and go with the last. */
final class ObjectFolder {

    private final Path all;

    private ObjectFolder(Path all) {
        this.all = all;
    }

    static ObjectFolder open(Path all) throws IOException {
        Files.createDirectories(all);
        return new ObjectFolder(all);
    }

    Path path(ObjectKey key) {
        return all.resolve(key.value());
    }

    private Path folderOf(ObjectKey key) {
        return all.resolve(key.prefix().value());
    }

    /**
     * Makes a finished file the object, by a rename, which a crash does not undo once this has returned.
     *
     * @throws NoSuchFileException if the file is not there any more
     */
    StoredObject adopt(Path finished, ObjectKey key) throws IOException {
        Path object = path(key);
        Path folder = folderOf(key);
        while (true) {
            try {
                Files.createDirectories(folder);
                Files.move(finished, object, StandardCopyOption.ATOMIC_MOVE);
                break;
            } catch (NoSuchFileException goneMeanwhile) {
                // a delete of the folder's last object may take the folder away between the two
                if (!Files.exists(finished, LinkOption.NOFOLLOW_LINKS)) {
                    throw goneMeanwhile;
                }
            } catch (FileAlreadyExistsException thereAndGone) {
                // or while it is made: createDirectories finds it there, and then finds no folder
                Path there = Path.of(thereAndGone.getFile());
                if (Files.exists(there, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(there)) {
                    throw thereAndGone;
                }
            }
        }
        for (Path next = folder; next != null && next.startsWith(all); next = next.getParent()) {
            Folders.sync(next);
        }
        return stored(key, attributes(object));
    }

    Optional<StoredObject> find(ObjectKey key) throws IOException {
        try {
            return Optional.of(stored(key, attributes(path(key))));
        } catch (NoSuchFileException missing) {
            requireThere();
            return Optional.empty();
        }
    }

    /** @throws IOException if the store itself is gone, such as a disk that is not mounted, so that no object seems to be missing */
    void requireThere() throws IOException {
        if (!Files.isDirectory(all)) {
            throw new NotDirectoryException(all.toString());
        }
    }

    void delete(ObjectKey key) throws IOException {
        Files.deleteIfExists(path(key));
        Folders.deleteEmpty(folderOf(key), all);
    }

    List<StoredObject> list(KeyPrefix prefix) throws IOException {
        List<StoredObject> found = new ArrayList<>();
        each(prefix, found::add);
        return found;
    }

    void each(KeyPrefix prefix, Consumer<StoredObject> action) throws IOException {
        Path folder = all.resolve(prefix.value());
        if (!Files.isDirectory(folder)) {
            requireThere();
            return;
        }
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        keyOf(file).map(key -> stored(key, attributes)).ifPresent(action);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure)
                            throws IOException {
                        if (failure instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE; // deleted meanwhile
                        }
                        throw failure;
                    }
                });
    }

    /** Empty for a file that some person or tool has left here. */
    private Optional<ObjectKey> keyOf(Path file) {
        try {
            return Optional.of(new ObjectKey(all.relativize(file).toString()));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static StoredObject stored(ObjectKey key, BasicFileAttributes attributes) {
        return new StoredObject(key, attributes.size(), attributes.lastModifiedTime().toInstant());
    }
}
