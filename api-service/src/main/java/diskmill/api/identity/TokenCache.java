package diskmill.api.identity;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tokens that were valid a moment ago, so that a busy client costs the database one look each few seconds. What is not valid
 * is never kept. Threads may share it.
 */
final class TokenCache {

    /** How long a token that was revoked elsewhere may still pass here. */
    static final Duration KEEP = Duration.ofSeconds(5);

    /** About 1 KiB each. */
    private static final int MAX_ENTRIES = 10_000;

    private record Entry(Session session, Instant until) {}

    private final Clock clock;
    private final Map<ByteBuffer, Entry> entries = new LinkedHashMap<>();

    TokenCache(Clock clock) {
        this.clock = clock;
    }

    Optional<Session> find(byte[] hash, Supplier<Optional<Session>> source) {
        Instant now = clock.instant();
        ByteBuffer key = ByteBuffer.wrap(hash);
        synchronized (entries) {
            Entry known = entries.get(key);
            if (known != null && known.until().isAfter(now)) {
                return Optional.of(known.session());
            }
        }
        Optional<Session> found = source.get();
        synchronized (entries) {
            entries.remove(key);
            found.ifPresent(session -> entries.put(key, new Entry(session, now.plus(KEEP))));
            if (entries.size() > MAX_ENTRIES) {
                entries.remove(entries.keySet().iterator().next());
            }
        }
        return found;
    }

    void remove(byte[] hash) {
        synchronized (entries) {
            entries.remove(ByteBuffer.wrap(hash));
        }
    }
}
