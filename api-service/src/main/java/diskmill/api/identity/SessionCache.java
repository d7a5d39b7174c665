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
 * Tokens that were valid a moment ago, so that a busy client costs their source one look each few seconds; and of several that
 * ask for the same token at once one looks, and the others wait for it. What is not valid is never kept, nor any token's text.
 * Threads may share it.
 */
public final class SessionCache {

    /** About 1 KiB each. */
    private static final int MAX_ENTRIES = 10_000;

    private record Entry(Session session, Instant until) {}

    private final Clock clock;
    private final Duration keep;
    private final Map<ByteBuffer, Entry> entries = new LinkedHashMap<>();
    private final Map<ByteBuffer, CompletableFuture<Optional<Session>>> looks = new HashMap<>();
    private boolean paused;

    /** @param keep how long a session counts as it was found */
    public SessionCache(Clock clock, Duration keep) {
        this.clock = clock;
        this.keep = keep;
    }

    /** As which a token is known here: its SHA-256. */
    public static byte[] hash(String token) {
        return HashAlgorithm.SHA256.newDigest().digest(token.getBytes(StandardCharsets.UTF_8));
    }

    /** @param source has a limit of time of its own, and may throw, which all who wait for it get to see */
    public Optional<Session> find(byte[] hash, Supplier<Optional<Session>> source) {
        ByteBuffer key = ByteBuffer.wrap(hash);
        CompletableFuture<Optional<Session>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<Session>> underWay;
        Instant now = clock.instant();
        synchronized (this) {
            Entry known = entries.get(key);
            if (known != null && known.until().isAfter(now)) {
                return Optional.of(known.session());
            }
            underWay = looks.putIfAbsent(key, mine);
        }
        return underWay == null ? look(key, mine, now, source) : outcome(underWay);
    }

    private Optional<Session> look(
            ByteBuffer key,
            CompletableFuture<Optional<Session>> mine,
            Instant begun,
            Supplier<Optional<Session>> source) {
        try {
            Optional<Session> found = source.get();
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
            ByteBuffer key,
            CompletableFuture<Optional<Session>> mine,
            Optional<Session> found,
            Instant begun) {
        if (!looks.remove(key, mine)) {
            return;
        }
        entries.remove(key);
        if (paused || found.isEmpty()) {
            return;
        }
        entries.put(key, new Entry(found.get(), begun.plus(keep)));
        if (entries.size() > MAX_ENTRIES) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    private static Optional<Session> outcome(CompletableFuture<Optional<Session>> look) {
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
