package diskmill.api.catalog;

import diskmill.api.catalog.ImageQuery.Direction;
import diskmill.api.catalog.ImageQuery.Filter;
import diskmill.api.catalog.ImageQuery.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one statement that answers an {@link ImageQuery}: it asks for one image more than the page holds, and goes on after
 * the marker by its sort keys, so that the last page costs what the first one does.
 */
final class Listing {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();
    private final List<Order> order;

    Listing(ImageQuery query, @Nullable Image marker) {
        order = total(query.order());
        conditions.add("deleted_at is null");
        scope(query);
        query.filters().forEach(filter -> conditions.add(condition(filter)));
        if (marker != null) {
            conditions.add(after(marker));
        }
        parameters.put("limit", query.limit() + 1L);
    }

    String sql() {
        return "select * from images where %s order by %s limit :limit"
                .formatted(
                        String.join(" and ", conditions),
                        order.stream().map(Listing::orderBy).collect(Collectors.joining(", ")));
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    private void scope(ImageQuery query) {
        boolean named = query.filters().stream().anyMatch(Filter.Visible.class::isInstance);
        boolean hidden = query.filters().stream().anyMatch(Filter.Hidden.class::isInstance);
        if (!hidden) {
            conditions.add("not hidden");
        }
        if (!query.viewer().seesAll()) {
            parameters.put("viewer", query.viewer().project());
            conditions.add(
                    "(owner = :viewer or visibility in (%s))"
                            .formatted(named ? "'public', 'community'" : "'public'"));
        }
    }

    private String condition(Filter filter) {
        return switch (filter) {
            case Filter.Among(var text, var values) ->
                    values.isEmpty()
                            ? "false"
                            : "%s = any(%s)"
                                    .formatted(column(text), bind(values.toArray(String[]::new)));
            case Filter.Visible(var visibilities) ->
                    "visibility = any(%s)"
                            .formatted(
                                    bind(
                                            visibilities.stream()
                                                    .map(Visibility::toString)
                                                    .toArray(String[]::new)));
            case Filter.Protected(var isProtected) -> "protected = " + bind(isProtected);
            case Filter.Hidden(var hidden) -> "hidden = " + bind(hidden);
            case Filter.AtLeast(var amount, var value) -> column(amount) + " >= " + bind(value);
            case Filter.AtMost(var amount, var value) -> column(amount) + " <= " + bind(value);
            case Filter.When(var moment, var comparison, var time) ->
                    "date_trunc('second', %s) %s %s"
                            .formatted(column(moment), operator(comparison), bind(Rows.time(time)));
            case Filter.Tagged(var tag) -> bind(tag) + " = any(tags)";
            case Filter.Property(var name, var value) ->
                    "properties ->> %s = %s".formatted(bind(name), bind(value));
        };
    }

    private String bind(Object value) {
        String name = "p" + parameters.size();
        parameters.put(name, value);
        return ":" + name;
    }

    /** Ties are broken as Glance breaks them, so that an order names each image's place. */
    private static List<Order> total(List<Order> asked) {
        List<Order> total = new ArrayList<>();
        List<Order> wanted = new ArrayList<>(asked);
        wanted.add(new Order(ImageQuery.Key.CREATED_AT, Direction.DESC));
        wanted.add(new Order(ImageQuery.Key.ID, Direction.DESC));
        for (Order next : wanted) {
            if (total.stream().noneMatch(there -> there.key() == next.key())) {
                total.add(next);
            }
        }
        return total;
    }

    private static String orderBy(Order step) {
        String word = column(step.key()) + (step.direction() == Direction.ASC ? " asc" : " desc");
        if (!nullable(step.key())) {
            return word;
        }
        return word + (step.direction() == Direction.ASC ? " nulls first" : " nulls last");
    }

    private String after(Image marker) {
        if (isPlain()) {
            return rowAfter(marker);
        }
        List<String> ways = new ArrayList<>();
        List<String> same = new ArrayList<>();
        for (Order step : order) {
            Object value = value(marker, step.key());
            String column = column(step.key());
            List<String> way = new ArrayList<>(same);
            String place = value == null ? "" : bind(value);
            if (value == null) {
                way.add(step.direction() == Direction.ASC ? column + " is not null" : "false");
                same.add(column + " is null");
            } else {
                boolean nullsFollow = step.direction() == Direction.DESC && nullable(step.key());
                String beyond =
                        column + (step.direction() == Direction.ASC ? " > " : " < ") + place;
                way.add(nullsFollow ? "(%s or %s is null)".formatted(beyond, column) : beyond);
                same.add(column + " = " + place);
            }
            ways.add(String.join(" and ", way));
        }
        return ways.stream().collect(Collectors.joining(" or ", "(", ")"));
    }

    /** Whether one comparison of whole rows says it, which an index answers. */
    private boolean isPlain() {
        return order.stream()
                .allMatch(step ->
                        !nullable(step.key()) && step.direction() == order.getFirst().direction());
    }

    private String rowAfter(Image marker) {
        return "(%s) %s (%s)"
                .formatted(
                        order.stream()
                                .map(step -> column(step.key()))
                                .collect(Collectors.joining(", ")),
                        order.getFirst().direction() == Direction.ASC ? ">" : "<",
                        order.stream()
                                .map(step -> bind(present(value(marker, step.key()))))
                                .collect(Collectors.joining(", ")));
    }

    private static Object present(@Nullable Object value) {
        if (value == null) {
            throw new IllegalStateException("a column that is never null is null");
        }
        return value;
    }

    private static @Nullable Object value(Image image, ImageQuery.Key key) {
        return switch (key) {
            case NAME -> image.name();
            case STATUS -> image.status().toString();
            case CONTAINER_FORMAT -> Rows.word(image.containerFormat());
            case DISK_FORMAT -> Rows.word(image.diskFormat());
            case SIZE -> image.size();
            case ID -> image.id().value();
            case CREATED_AT -> Rows.time(image.createdAt());
            case UPDATED_AT -> Rows.time(image.updatedAt());
        };
    }

    private static boolean nullable(ImageQuery.Key key) {
        return switch (key) {
            case NAME, CONTAINER_FORMAT, DISK_FORMAT, SIZE -> true;
            case STATUS, ID, CREATED_AT, UPDATED_AT -> false;
        };
    }

    private static String column(ImageQuery.Key key) {
        return key.toString();
    }

    private static String column(ImageQuery.Text text) {
        return switch (text) {
            case ID -> "cast(id as text)";
            case NAME -> "name";
            case STATUS -> "status";
            case OWNER -> "owner";
            case CONTAINER_FORMAT -> "container_format";
            case DISK_FORMAT -> "disk_format";
            case CHECKSUM -> "checksum";
            case OS_HASH_VALUE -> "hash_value";
        };
    }

    private static String column(ImageQuery.Amount amount) {
        return switch (amount) {
            case SIZE -> "size";
            case VIRTUAL_SIZE -> "virtual_size";
            case MIN_RAM -> "min_ram";
            case MIN_DISK -> "min_disk";
        };
    }

    private static String column(ImageQuery.Moment moment) {
        return switch (moment) {
            case CREATED_AT -> "created_at";
            case UPDATED_AT -> "updated_at";
        };
    }

    private static String operator(ImageQuery.Comparison comparison) {
        return switch (comparison) {
            case GT -> ">";
            case GTE -> ">=";
            case LT -> "<";
            case LTE -> "<=";
            case EQ -> "=";
            case NEQ -> "<>";
        };
    }
}
