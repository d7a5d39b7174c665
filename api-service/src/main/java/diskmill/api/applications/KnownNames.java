package diskmill.api.applications;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names by their numbers, which never change; the ten thousand that were last asked for. Threads may share it. */
final class KnownNames {

    private static final int MOST = 10_000;

    private final Map<Long, String> names =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
                    return size() > MOST;
                }
            };

    synchronized @Nullable String find(Long id) {
        return names.get(id);
    }

    synchronized void add(Map<Long, String> more) {
        names.putAll(more);
    }
}
