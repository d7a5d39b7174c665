package diskmill.api.pages;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Totals that were found too large to be counted, remembered for a while so that each page of a walk does not find that out anew. Threads may share it. */
final class Estimates {

    /** Of which images: what a total depends on. */
    record Key(String viewer, boolean seesAll, @Nullable String keyword, Wanted wanted) {

        static Key of(NumberedQuery query) {
            return new Key(
                    query.viewer().project(),
                    query.viewer().seesAll(),
                    query.keyword(),
                    query.wanted());
        }
    }

    private record Estimate(long total, long until) {}

    private static final int MOST = 1000;
    private static final long KEPT = Duration.ofSeconds(30).toNanos();

    private final LongSupplier nanoTime;
    private final Map<Key, Estimate> estimates =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Estimate> eldest) {
                    return size() > MOST;
                }
            };

    Estimates(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized OptionalLong find(Key key) {
        Estimate found = estimates.get(key);
        return found == null || found.until() - nanoTime.getAsLong() < 0
                ? OptionalLong.empty()
                : OptionalLong.of(found.total());
    }

    synchronized void remember(Key key, long total) {
        estimates.remove(key);
        estimates.put(key, new Estimate(total, nanoTime.getAsLong() + KEPT));
    }
}
