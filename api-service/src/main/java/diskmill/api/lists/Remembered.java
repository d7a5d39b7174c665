package diskmill.api.lists;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Numbers that need not be right, remembered for half a minute so that each page of a walk does not find them out anew. Threads may share it. */
public final class Remembered<K, V> {

    private record Kept<V>(V value, long until) {}

    private static final int MOST = 1000;
    private static final long KEPT = Duration.ofSeconds(30).toNanos();

    private final LongSupplier nanoTime;
    private final Map<K, Kept<V>> entries =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<K, Kept<V>> eldest) {
                    return size() > MOST;
                }
            };

    public Remembered(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    public synchronized Optional<V> find(K key) {
        return Optional.ofNullable(entries.get(key))
                .filter(entry -> entry.until() - nanoTime.getAsLong() >= 0)
                .map(Kept::value);
    }

    /** What is remembered of the key, or is found out now. Two that ask at once may both find it out. */
    public V get(K key, Supplier<V> finder) {
        return find(key)
                .orElseGet(() -> {
                    V found = finder.get();
                    remember(key, found);
                    return found;
                });
    }

    public synchronized void remember(K key, V value) {
        entries.remove(key);
        entries.put(key, new Kept<>(value, nanoTime.getAsLong() + KEPT));
    }
}
