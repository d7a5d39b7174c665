package diskmill.api.v2.tasks;

import diskmill.api.catalog.TaskQuery;
import diskmill.api.catalog.Tasks;
import diskmill.api.web.Refusal;
import diskmill.api.web.Text;
import diskmill.image.AttemptId;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of {@code GET /v2/tasks}, read.
 *
 * @param given as they were sent, but for the marker
 */
record TaskParameters(TaskQuery query, Map<String, String> given) {

    private static final int DEFAULT_LIMIT = 25;
    private static final int MAX_LIMIT = 1000;

    private static final List<String> STATUSES =
            List.of("pending", "processing", "success", "failure");
    private static final List<String> TYPES = List.of(Tasks.OF_ITS_OWN, Tasks.OF_IMAGE);

    /** @throws Refusal 400 for what cannot be asked */
    static TaskParameters read(Map<String, String[]> parameters) {
        Map<String, String> given = new LinkedHashMap<>();
        parameters.forEach((name, values) -> given.put(name, only(name, values)));
        AttemptId marker = marker(given.remove("marker"));
        Map<TaskQuery.Filter, String> filters = new EnumMap<>(TaskQuery.Filter.class);
        int limit = DEFAULT_LIMIT;
        TaskQuery.Key key = TaskQuery.Key.CREATED_AT;
        boolean ascending = false;
        for (Map.Entry<String, String> parameter : given.entrySet()) {
            String value = parameter.getValue();
            switch (parameter.getKey()) {
                case "limit" -> limit = limit(value);
                case "sort_key" -> key = key(value);
                case "sort_dir" ->
                        ascending = "asc".equals(oneOf("sort_dir", value, List.of("asc", "desc")));
                default -> filters.put(filter(parameter.getKey(), value), value);
            }
        }
        return new TaskParameters(new TaskQuery(filters, key, ascending, marker, limit), given);
    }

    /** The address of the page behind {@code marker}; of the first where it is null. */
    String address(@Nullable AttemptId marker) {
        String query =
                given.entrySet().stream()
                        .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                        .collect(Collectors.joining("&"));
        if (marker != null) {
            query += (query.isEmpty() ? "" : "&") + "marker=" + marker;
        }
        return query.isEmpty() ? "/v2/tasks" : "/v2/tasks?" + query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String only(String name, String[] values) {
        if (values.length != 1) {
            throw Refusal.badRequest("'%s' comes twice; give it once.".formatted(name));
        }
        if (!Text.isStorable(values[0])) {
            throw Refusal.badRequest(
                    "'%s' holds a NUL or half a surrogate pair, which no task has."
                            .formatted(name));
        }
        return values[0];
    }

    private static @Nullable AttemptId marker(@Nullable String value) {
        return value == null
                ? null
                : AttemptId.tryParse(value)
                        .orElseThrow(() ->
                                Refusal.badRequest(
                                        "Invalid marker format: it is the id of the last task of the page before."));
    }

    private static int limit(String value) {
        if (!value.matches("[0-9]{1,100}")) {
            throw Refusal.badRequest("limit param must be a whole number, 0 or more.");
        }
        return new BigInteger(value).min(BigInteger.valueOf(MAX_LIMIT)).intValueExact();
    }

    private static TaskQuery.Key key(String value) {
        return TaskQuery.Key.tryParse(value)
                .orElseThrow(() ->
                        Refusal.badRequest(
                                "Invalid sort key; tasks are sorted by one of %s."
                                        .formatted(words(TaskQuery.Key.values()))));
    }

    private static TaskQuery.Filter filter(String name, String value) {
        TaskQuery.Filter filter =
                TaskQuery.Filter.tryParse(name)
                        .orElseThrow(() ->
                                Refusal.badRequest(
                                        "Tasks have no filter '%s'; there are %s."
                                                .formatted(
                                                        name, words(TaskQuery.Filter.values()))));
        switch (filter) {
            case STATUS -> oneOf("status", value, STATUSES);
            case TYPE -> oneOf("type", value, TYPES);
            case OWNER, USER_ID, REQUEST_ID, IMAGE_ID -> {}
        }
        return filter;
    }

    private static String oneOf(String name, String value, List<String> words) {
        if (!words.contains(value)) {
            throw Refusal.badRequest(
                    "Invalid %s value; it is one of %s.".formatted(name, String.join(", ", words)));
        }
        return value;
    }

    private static String words(Object[] values) {
        return Arrays.stream(values).map(Object::toString).collect(Collectors.joining(", "));
    }
}
