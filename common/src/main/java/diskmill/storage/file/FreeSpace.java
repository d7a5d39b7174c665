package diskmill.storage.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The room that is left to others on the store's disk. In standalone the broker and the database live there, too, and a broker
 * that cannot write ends the process.
 *
 * @param folder  on the disk in question
 * @param reserve in bytes; objects are not written while less than this is free
 */
record FreeSpace(Path folder, long reserve) {

    /** Bytes after which a writer asks again. */
    static final long STEP = 32L << 20;

    void require() throws IOException {
        if (reserve > 0 && Files.getFileStore(folder).getUsableSpace() < reserve) {
            throw new IOException(
                    "less than %d bytes are free, which are kept for others".formatted(reserve));
        }
    }
}
