package diskmill.storage.local;

import diskmill.storage.ObjectKey;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where unfinished objects are: below {@code incoming}, each store has a folder of its own and beside it a file that it
 * keeps locked while it lives. The system frees the lock when the process ends, however it ends; so whoever gets a
 * folder's lock knows that nobody writes there any more.
 *
 * <p>The lock comes before its folder and goes after it, so a folder without one is dead, too. Threads may share it.
 */
public final class Incoming implements Closeable {

    /**
     * Begins the names of this process's folders. A process must not even open its own lock files a second time: POSIX
     * frees a process's lock on a file when the process closes any of its descriptors.
     */
    private static final String THIS_PROCESS = UUID.randomUUID().toString();

    private static final String LOCK = ".lock";
    private static final AtomicLong COUNTER = new AtomicLong();

    private final Path all;
    private final Path own;
    private final Path ownLock;
    private final FileChannel lock;

    private Incoming(Path all, Path own, Path ownLock, FileChannel lock) {
        this.all = all;
        this.own = own;
        this.ownLock = ownLock;
        this.lock = lock;
    }

    /** Opens a folder of its own below {@code all}. */
    public static Incoming open(Path all) throws IOException {
        Files.createDirectories(all);
        while (true) {
            Path own = all.resolve(THIS_PROCESS + "-" + COUNTER.incrementAndGet());
            Path ownLock = lockOf(own);
            FileChannel lock =
                    FileChannel.open(
                            ownLock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            // a sweep may have come between the file and its lock: then it is gone, or about to go
            if (lock.tryLock() != null && Files.exists(ownLock)) {
                Files.createDirectory(own);
                return new Incoming(all, own, ownLock, lock);
            }
            lock.close();
        }
    }

    /** A path of its own for something unfinished under the key; nothing is there yet. */
    public Path fresh(ObjectKey key) {
        return own.resolve(flat(key) + "." + COUNTER.incrementAndGet());
    }

    /** Deletes everything unfinished under the key, whichever process writes it. Its writer finds out when it completes. */
    public void delete(ObjectKey key) throws IOException {
        for (Path folder : Folders.entries(all)) {
            for (Path unfinished : Folders.entries(folder, flat(key) + ".*")) {
                Folders.deleteTree(unfinished);
            }
        }
    }

    /** Deletes what dead processes left, and nothing of those that live. */
    public void sweep() throws IOException {
        for (Path entry : Folders.entries(all)) {
            String name = entry.getFileName().toString();
            if (name.startsWith(THIS_PROCESS)) {
                continue;
            }
            if (name.endsWith(LOCK)) {
                sweep(entry.resolveSibling(name.substring(0, name.length() - LOCK.length())));
            } else if (!Files.exists(lockOf(entry))) {
                Folders.deleteTree(entry);
            }
        }
    }

    private static void sweep(Path folder) throws IOException {
        Path lockFile = lockOf(folder);
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                FileLock held = tryLock(channel)) {
            if (held != null) {
                Folders.deleteTree(folder);
                Files.deleteIfExists(lockFile);
            }
        } catch (NoSuchFileException sweptByAnother) {
            // as wished
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sweepingInThisProcess) {
            return null;
        }
    }

    /** Deletes the folder, and what is unfinished in it. */
    @Override
    public void close() throws IOException {
        try (lock) {
            Folders.deleteTree(own);
            Files.deleteIfExists(ownLock);
        }
    }

    private static Path lockOf(Path folder) {
        return folder.resolveSibling(folder.getFileName() + LOCK);
    }

    private static String flat(ObjectKey key) {
        return key.value().replace('/', '_');
    }
}
