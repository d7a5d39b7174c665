package diskmill.storage.local;

import diskmill.storage.ObjectStore;
import diskmill.storage.StoreUnavailable;
import diskmill.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One object as a sparse file, read in several ranges at once. An interrupt ends it. */
final class ScratchCopy {

    /** At once; more bring nothing on one machine, and a store far away fills its connection with a few. */
    private static final int READERS = 4;

    /** Of a range, at most: readers that get different speeds share what is left. */
    private static final long RANGE = 32L << 20;

    /** Blocks of zeros become holes. */
    private static final int BLOCK = 64 * 1024;

    private static final byte[] ZEROS = new byte[BLOCK];

    private final ObjectStore store;
    private final StoredObject object;
    private final Path target;
    private final AtomicLong next = new AtomicLong();

    private ScratchCopy(ObjectStore store, StoredObject object, Path target) {
        this.store = store;
        this.object = object;
        this.target = target;
    }

    static void of(ObjectStore store, StoredObject object, Path target) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "rw")) {
            file.setLength(object.size());
        } catch (IOException failure) {
            throw Scratch.unusable(failure);
        }
        new ScratchCopy(store, object, target).run();
    }

    private void run() throws IOException {
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            var ended = new ExecutorCompletionService<Void>(readers);
            long count = Math.min(READERS, object.size() / RANGE + 1);
            for (long i = 0; i < count; i++) {
                ended.submit(() -> copyRanges());
            }
            try {
                for (long i = 0; i < count; i++) {
                    ended.take().get();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new StoreUnavailable("the copy was interrupted", interrupted);
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof IOException failure) {
                    throw failure;
                }
                throw new IllegalStateException(failed.getCause());
            } finally {
                readers.shutdownNow();
            }
        }
    }

    private @Nullable Void copyRanges() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "rw")) {
            for (long offset; (offset = next.getAndAdd(RANGE)) < object.size(); ) {
                copy(offset, Math.min(RANGE, object.size() - offset), file);
            }
        }
        return null;
    }

    private void copy(long offset, long length, RandomAccessFile file) throws IOException {
        byte[] block = new byte[BLOCK];
        try (InputStream range = store.open(object.key(), offset, length)) {
            for (long at = 0; at < length; ) {
                int wanted = (int) Math.min(BLOCK, length - at);
                int read = range.readNBytes(block, 0, wanted);
                if (read < wanted) {
                    throw new StoreUnavailable("the object became shorter", null);
                }
                if (!Arrays.equals(block, 0, read, ZEROS, 0, read)) {
                    write(file, offset + at, block, read);
                }
                at += read;
            }
        }
    }

    private static void write(RandomAccessFile file, long position, byte[] block, int length)
            throws IOException {
        try {
            file.seek(position);
            file.write(block, 0, length);
        } catch (IOException failure) {
            throw Scratch.unusable(failure);
        }
    }
}
