package diskmill.convert;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Brings a written file from the page cache to the device, while it is read for its digests: half a second a GiB that need not
 * be waited for afterwards.
 */
final class Flush {

    private final CompletableFuture<Void> flushed = new CompletableFuture<>();

    private Flush() {}

    static Flush begin(Path file) {
        var flush = new Flush();
        Thread.ofPlatform().daemon().name("flush").start(() -> flush.run(file));
        return flush;
    }

    private void run(Path file) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
            flushed.complete(null);
        } catch (IOException | RuntimeException failed) {
            flushed.completeExceptionally(failed);
        }
    }

    /** @throws IOException if the device did not take it */
    void await() throws IOException, InterruptedException {
        try {
            flushed.get();
        } catch (ExecutionException failed) {
            throw new IOException("the converted disk could not be flushed", failed.getCause());
        }
    }
}
