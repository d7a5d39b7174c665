package diskmill.storage.file;

import diskmill.storage.ObjectKey;
import diskmill.storage.StoreUnavailable;
import diskmill.storage.StoredObject;
import diskmill.storage.ToolFiles;
import diskmill.storage.local.Folders;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that a tool writes, in a folder of its own in the incoming folder. */
final class FileDraft implements ToolFiles.DraftFile {

    private final ObjectKey key;
    private final Path folder;
    private final ObjectFolder objects;
    private boolean ended;

    private FileDraft(ObjectKey key, Path folder, ObjectFolder objects) {
        this.key = key;
        this.folder = folder;
        this.objects = objects;
    }

    static FileDraft create(ObjectKey key, Path folder, ObjectFolder objects) throws IOException {
        Files.createDirectory(folder);
        return new FileDraft(key, folder, objects);
    }

    @Override
    public Path path() {
        return folder.resolve("disk");
    }

    @Override
    public StoredObject adopt() throws IOException {
        if (ended) {
            throw new IllegalStateException("the draft has ended");
        }
        Folders.requireFile(path());
        ended = true;
        try {
            try (RandomAccessFile file = new RandomAccessFile(path().toFile(), "rw")) {
                file.getFD().sync();
            }
            return objects.adopt(path(), key);
        } catch (NoSuchFileException deleted) {
            throw new StoreUnavailable("the unfinished object was deleted meanwhile", deleted);
        } catch (IOException failure) {
            throw Failures.writing(failure);
        } finally {
            discard();
        }
    }

    @Override
    public void close() throws IOException {
        ended = true;
        discard();
    }

    private void discard() throws IOException {
        try {
            Folders.deleteTree(folder);
        } catch (IOException failure) {
            throw Failures.writing(failure);
        }
    }
}
