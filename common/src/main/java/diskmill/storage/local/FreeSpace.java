package diskmill.storage.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The room that is left to others on the disk of a folder. In standalone the broker and the database live beside the file
 * store, and a broker that cannot write ends the process.
 *
 * @param folder  on the disk in question
 * @param reserve in bytes; nothing is written while less than this is free
 */
public record FreeSpace(Path folder, long reserve) {

    /** Bytes after which a writer asks again. */
    public static final long STEP = 32L << 20;

    public void require() throws IOException {
        require(0);
    }

    /** @param bytes that are about to be written beside the reserve */
    public void require(long bytes) throws IOException {
        if (reserve > 0 && Files.getFileStore(folder).getUsableSpace() - reserve < bytes) {
            throw new IOException(
                    "%d bytes are to be written, and %d more are kept for others: there is not so much room"
                            .formatted(bytes, reserve));
        }
    }
}
