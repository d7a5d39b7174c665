package diskmill.api.v2.metadefs;

import diskmill.api.metadefs.Paging;
import diskmill.api.web.PageLink;
import diskmill.api.web.Refusal;
import diskmill.api.web.Text;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A list's parameters, by Glance's names. */
final class ListParameters {

    /** What a list of objects or tags goes by. */
    static final Map<String, Paging.Key> ITEM_KEYS =
            Map.of(
                    "id", Paging.Key.ID,
                    "name", Paging.Key.NAME,
                    "created_at", Paging.Key.CREATED_AT,
                    "updated_at", Paging.Key.UPDATED_AT);

    static final Map<String, Paging.Key> NAMESPACE_KEYS =
            Map.of(
                    "id", Paging.Key.ID,
                    "namespace", Paging.Key.NAME,
                    "created_at", Paging.Key.CREATED_AT,
                    "updated_at", Paging.Key.UPDATED_AT,
                    "display_name", Paging.Key.DISPLAY_NAME,
                    "description", Paging.Key.DESCRIPTION,
                    "visibility", Paging.Key.VISIBILITY,
                    "protected", Paging.Key.PROTECTED,
                    "owner", Paging.Key.OWNER);

    /** Glance's {@code api_limit_max}. */
    private static final int MAX_LIMIT = 1000;

    private final Map<String, String[]> parameters;

    /** @throws Refusal 400 if one of them cannot be stored, and so cannot be found */
    ListParameters(Map<String, String[]> parameters) {
        this.parameters = parameters;
        parameters.forEach((name, values) -> {
            if (!Text.isStorable(name) || !List.of(values).stream().allMatch(Text::isStorable)) {
                throw Refusal.badRequest("A parameter holds a NUL, which no name can have.");
            }
        });
    }

    /** The last value that was given. */
    @Nullable String get(String name) {
        String[] values = parameters.get(name);
        return values == null || values.length == 0 ? null : values[values.length - 1];
    }

    /** @throws Refusal 400 */
    Paging paging(Map<String, Paging.Key> keys, int defaultLimit) {
        return new Paging(key(keys), descending(), get("marker"), limit(defaultLimit));
    }

    private Paging.Key key(Map<String, Paging.Key> keys) {
        String name = get("sort_key");
        Paging.Key key = name == null ? Paging.Key.CREATED_AT : keys.get(name);
        if (key == null) {
            throw Refusal.badRequest(
                    "'sort_key' must be one of %s."
                            .formatted(String.join(", ", new TreeSet<>(keys.keySet()))));
        }
        return key;
    }

    private boolean descending() {
        String direction = get("sort_dir");
        if (direction != null && !"asc".equals(direction) && !"desc".equals(direction)) {
            throw Refusal.badRequest("'sort_dir' must be asc or desc.");
        }
        return !"asc".equals(direction);
    }

    private int limit(int byDefault) {
        String text = get("limit");
        if (text == null) {
            return byDefault;
        }
        if (!text.matches("\\d{1,9}")) {
            throw Refusal.badRequest("'limit' must be a whole number, 0 or more.");
        }
        return Math.min(Integer.parseInt(text), MAX_LIMIT);
    }

    /** The address of the same list from another place on. */
    String link(String path, @Nullable String marker) {
        return PageLink.of(path, parameters, marker);
    }
}
