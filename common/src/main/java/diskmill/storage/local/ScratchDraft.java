package diskmill.storage.local;

import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectStore;
import diskmill.storage.ObjectUpload;
import diskmill.storage.StoredObject;
import diskmill.storage.ToolFiles;
import diskmill.storage.UploadNote;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A file that a tool writes in a folder of its own; it is uploaded when it is adopted. */
final class ScratchDraft implements ToolFiles.DraftFile {

    private static final int PORTION = 256 * 1024;

    private final ObjectKey key;
    private final Path folder;
    private final ObjectStore store;
    private boolean ended;

    ScratchDraft(ObjectKey key, Path folder, ObjectStore store) {
        this.key = key;
        this.folder = folder;
        this.store = store;
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
        try (InputStream file = Files.newInputStream(path(), LinkOption.NOFOLLOW_LINKS);
                ObjectUpload upload = store.upload(key, UploadNote.NONE, Files.size(path()))) {
            byte[] portion = new byte[PORTION];
            for (int read; (read = read(file, portion)) >= 0; ) {
                upload.write(portion, 0, read);
            }
            return upload.complete();
        } finally {
            Scratch.discard(folder);
        }
    }

    private static int read(InputStream file, byte[] portion) throws IOException {
        try {
            return file.read(portion);
        } catch (IOException failure) {
            throw Scratch.unusable(failure);
        }
    }

    @Override
    public void close() throws IOException {
        ended = true;
        Scratch.discard(folder);
    }
}
