package diskmill.storage.local;

import diskmill.storage.StoreUnavailable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What folders are made, emptied and made durable with, while other processes do the same. */
public final class Folders {

    private Folders() {}

    /** Makes the folder's entries durable: without it a rename may be lost in a crash, though the file's bytes are not. */
    public static void sync(Path folder) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                    return;
                } catch (ClosedByInterruptException interrupt) {
                    // a channel answers an interrupt by closing; the entry has to be durable all
                    // the same
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Looks that a tool has left a file there: one that was led astray by an image may have left a link in its place.
     *
     * @throws StoreUnavailable if it has not
     */
    public static void requireFile(Path path) throws StoreUnavailable {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new StoreUnavailable("there is no file to adopt", null);
        }
    }

    /** What is in the folder; nothing if it is not there. */
    public static List<Path> entries(Path folder) throws IOException {
        return entries(folder, "*");
    }

    static List<Path> entries(Path folder, String glob) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
            found.forEach(entries::add);
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
        return entries;
    }

    /** Deletes the file, or the folder with all that is in it; does nothing if it is not there. Follows no link. */
    public static void deleteTree(Path path) throws IOException {
        while (true) {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                for (Path entry : entries(path)) {
                    deleteTree(entry);
                }
            }
            try {
                Files.deleteIfExists(path);
                return;
            } catch (DirectoryNotEmptyException somethingCame) {
                // a tool that is being killed may still have written a file
            }
        }
    }

    /** Deletes the folders from {@code folder} up to {@code top}, without {@code top}, as far as they are empty. */
    public static void deleteEmpty(Path folder, Path top) throws IOException {
        for (Path next = folder; next.startsWith(top) && !next.equals(top); ) {
            try {
                Files.deleteIfExists(next);
            } catch (DirectoryNotEmptyException inUse) {
                return;
            }
            Path above = next.getParent();
            if (above == null) {
                return;
            }
            next = above;
        }
    }
}
