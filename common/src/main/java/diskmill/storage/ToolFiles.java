package diskmill.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Objects for tools that need a file (qemu-img): one is lent for reading, and a new one is adopted. In the file store both
 * are the object itself, so nothing is copied; from S3 they are scratch copies.
 */
public interface ToolFiles {

    /**
     * The object as a file, to read only, until it is closed.
     *
     * @throws ObjectMissing if nothing is there
     */
    LentFile lend(ObjectKey key) throws IOException;

    /** A place for a file that becomes an object; there is no file yet. The caller closes it. */
    DraftFile draft(ObjectKey key) throws IOException;

    /** An object lent as a file. */
    interface LentFile extends Closeable {

        /** Absolute. */
        Path path();

        @Override
        void close() throws IOException;
    }

    /** A file that a tool writes, and that becomes an object by {@link #adopt}. */
    interface DraftFile extends Closeable {

        /** Absolute, in an existing folder that holds nothing else. */
        Path path();

        /** Makes the file an object, whole, and durable. */
        StoredObject adopt() throws IOException;

        /** Deletes the file unless it was adopted. */
        @Override
        void close() throws IOException;
    }
}
