package diskmill.api.identity;

import diskmill.image.HashAlgorithm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * What secrets stood for a moment ago, so that a busy client costs their source one look each few seconds; and of several that
 * ask for the same one at once one looks, and the others wait for it. What is not valid is never kept, nor the text that was shown.
 * Threads may share it.
 *
 * @param <T> what a secret stands for
 */
public final class ShortMemory<T> {

    /** About 1 KiB each. */
    private static final int MAX_ENTRIES = 10_000;

    private record Entry<T>(T found, Instant until) {}

    private final Clock clock;
    private final Duration keep;
    private final Map<ByteBuffer, Entry<T>> entries = new LinkedHashMap<>();
    private final Map<ByteBuffer, CompletableFuture<Optional<T>>> looks = new HashMap<>();
    private boolean paused;

    /** @param keep how long something counts as it was found */
    public ShortMemory(Clock clock, Duration keep) {
        this.clock = clock;
        this.keep = keep;
    }

    /** As which a secret is known here: its SHA-256. */
    public static byte[] hash(String secret) {
        return HashAlgorithm.SHA256.newDigest().digest(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** @param source has a limit of time of its own, and may throw, which all who wait for it get to see */
    public Optional<T> find(byte[] hash, Supplier<Optional<T>> source) {
        ByteBuffer key = ByteBuffer.wrap(hash);
        CompletableFuture<Optional<T>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<T>> underWay;
        Instant now = clock.instant();
        synchronized (this) {
            Entry<T> known = entries.get(key);
            if (known != null && known.until().isAfter(now)) {
                return Optional.of(known.found());
            }
            underWay = looks.putIfAbsent(key, mine);
        }
        return underWay == null ? look(key, mine, now, source) : outcome(underWay);
    }

    private Optional<T> look(
            ByteBuffer key,
            CompletableFuture<Optional<T>> mine,
            Instant begun,
            Supplier<Optional<T>> source) {
        try {
            Optional<T> found = source.get();
            end(key, mine, found, begun);
            mine.complete(found);
            return found;
        } catch (RuntimeException | Error failed) {
            end(key, mine, Optional.empty(), begun);
            mine.completeExceptionally(failed);
            throw failed;
        }
    }

    /** Keeps what was found, unless the look has been overtaken by a change: then its place is another's, or nobody's. */
    private synchronized void end(
            ByteBuffer key, CompletableFuture<Optional<T>> mine, Optional<T> found, Instant begun) {
        if (!looks.remove(key, mine)) {
            return;
        }
        entries.remove(key);
        if (paused || found.isEmpty()) {
            return;
        }
        entries.put(key, new Entry<>(found.get(), begun.plus(keep)));
        if (entries.size() > MAX_ENTRIES) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    private static <T> Optional<T> outcome(CompletableFuture<Optional<T>> look) {
        try {
            return look.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    public synchronized void forget(byte[] hash) {
        entries.remove(ByteBuffer.wrap(hash));
        looks.remove(ByteBuffer.wrap(hash));
    }

    public synchronized void forgetAll() {
        entries.clear();
        looks.clear();
    }

    /** Keeps nothing until {@link #resume}, as changes would not be heard of. */
    public synchronized void pause() {
        paused = true;
        forgetAll();
    }

    public synchronized void resume() {
        forgetAll();
        paused = false;
    }
}
