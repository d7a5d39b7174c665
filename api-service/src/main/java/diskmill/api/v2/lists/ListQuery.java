package diskmill.api.v2.lists;

import diskmill.api.lists.ImageQuery;
import diskmill.api.lists.ImageQuery.Filter;
import diskmill.api.web.Refusal;
import diskmill.api.web.Text;
import diskmill.image.ImageId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a list's parameters by Glance's rules. */
public final class ListQuery {

    /** Glance's {@code limit_param_default} and {@code api_limit_max}. */
    private static final int DEFAULT_LIMIT = 25;

    private static final int MAX_LIMIT = 1000;

    private static final Set<String> NOT_FILTERS =
            Set.of("limit", "marker", "sort", "sort_key", "sort-key", "sort_dir", "sort-dir");

    private ListQuery() {}

    /** @throws Refusal 400 if a parameter cannot be understood */
    public static ImageQuery read(Map<String, String[]> parameters, ImageQuery.Viewer viewer) {
        List<Filter> filters = new ArrayList<>();
        parameters.forEach((name, values) -> {
            checkText(name, values);
            if ("tag".equals(name)) {
                filters.add(new Filter.Tagged(Arrays.stream(values).map(String::strip).toList()));
            } else if (!NOT_FILTERS.contains(name)) {
                filters.addAll(ListFilter.read(name, values[values.length - 1]));
            }
        });
        return new ImageQuery(
                viewer,
                filters,
                ListOrder.read(parameters),
                marker(last(parameters, "marker")),
                limit(last(parameters, "limit")));
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        long limit = ListFilter.number("limit", text);
        if (limit < 0) {
            throw Refusal.badRequest("'limit' must be 0 or more.");
        }
        return (int) Math.min(limit, MAX_LIMIT);
    }

    private static @Nullable ImageId marker(@Nullable String text) {
        return text == null
                ? null
                : ImageId.tryParse(text)
                        .orElseThrow(
                                () -> Refusal.badRequest("'marker' must be the id of an image."));
    }

    private static @Nullable String last(Map<String, String[]> parameters, String name) {
        String[] values = parameters.get(name);
        return values == null || values.length == 0 ? null : values[values.length - 1];
    }

    private static void checkText(String name, String[] values) {
        if (!Text.isStorable(name) || !List.of(values).stream().allMatch(Text::isStorable)) {
            throw Refusal.badRequest("A parameter holds a NUL, which no image can have.");
        }
    }
}
