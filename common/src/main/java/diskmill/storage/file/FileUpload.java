package diskmill.storage.file;

import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectUpload;
import diskmill.storage.StoreUnavailable;
import diskmill.storage.StoredObject;
import diskmill.storage.local.FreeSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/** An object on its way: a file in the incoming folder. */
final class FileUpload implements ObjectUpload {

    private final ObjectKey key;
    private final Path path;
    private final ObjectFolder objects;
    private final SparseFile file;
    private final FreeSpace space;
    private long untilNextLook;
    private boolean ended;

    FileUpload(ObjectKey key, Path path, ObjectFolder objects, FreeSpace space) throws IOException {
        this.space = space;
        this.key = key;
        this.path = path;
        this.objects = objects;
        this.file = SparseFile.create(path);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        refuseAfterTheEnd();
        try {
            untilNextLook -= length;
            if (untilNextLook < 0) {
                space.require();
                untilNextLook = FreeSpace.STEP;
            }
            file.write(bytes, offset, length);
        } catch (IOException failure) {
            throw Failures.writing(failure);
        }
    }

    @Override
    public StoredObject complete() throws IOException {
        refuseAfterTheEnd();
        ended = true;
        try {
            file.finish();
            return objects.adopt(path, key);
        } catch (NoSuchFileException deleted) {
            throw new StoreUnavailable("the unfinished object was deleted meanwhile", deleted);
        } catch (IOException failure) {
            throw Failures.writing(failure);
        } finally {
            discard();
        }
    }

    @Override
    public void abort() throws IOException {
        close();
    }

    @Override
    public void close() throws IOException {
        if (!ended) {
            ended = true;
            discard();
        }
    }

    /** A file that has become the object is not at its path any more. */
    private void discard() throws IOException {
        try (file) {
            Files.deleteIfExists(path);
        } catch (IOException failure) {
            throw Failures.writing(failure);
        }
    }

    private void refuseAfterTheEnd() {
        if (ended) {
            throw new IllegalStateException("the upload has ended");
        }
    }
}
