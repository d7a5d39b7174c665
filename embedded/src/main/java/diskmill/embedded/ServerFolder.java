package diskmill.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one embedded server, locked for as long as this is open: a second process, or a second server of this one, is
 * refused. The lock ends with the process, however that ends.
 *
 * <p>The server's own files are in {@link #data()}. They count only once {@link #complete()} was called, so that a process killed
 * in the middle of the first start leaves nothing that a later start could stumble over.
 */
final class ServerFolder implements AutoCloseable {

    private final Path folder;
    private final FileChannel channel;

    private ServerFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** @throws EmbeddedServerFailed if another server uses the folder, or if it cannot be written */
    static ServerFolder lock(String server, Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            var channel =
                    FileChannel.open(
                            absolute.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new EmbeddedServerFailed(
                        "The folder %s is in use by another embedded %s: stop that process, or choose another folder."
                                .formatted(folder, server));
            }
            return new ServerFolder(absolute, channel);
        } catch (IOException failed) {
            throw new EmbeddedServerFailed(
                    "The folder %s of the embedded %s cannot be used: check that it may be written and that its disk is not full."
                            .formatted(folder, server),
                    failed);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ownedByThisProcess) {
            return null;
        }
    }

    Path data() {
        return folder.resolve("data");
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    boolean isComplete() {
        return Files.exists(marker());
    }

    void complete() throws IOException {
        Files.writeString(marker(), "The first start came to its end.\n");
    }

    /** Deletes what a first start that was cut off has left. */
    void clear() throws IOException {
        if (!Files.exists(data())) {
            return;
        }
        try (var files = Files.walk(data())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Path marker() {
        return folder.resolve("complete");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new EmbeddedServerFailed("The lock of %s stays.".formatted(folder), failed);
        }
    }
}
