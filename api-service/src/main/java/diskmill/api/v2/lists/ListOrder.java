package diskmill.api.v2.lists;

import diskmill.api.lists.ImageQuery;
import diskmill.api.lists.ImageQuery.Direction;
import diskmill.api.lists.ImageQuery.Order;
import diskmill.api.web.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a list's order, in either of Glance's two ways: {@code sort=name:asc,size}, or {@code sort_key} and {@code sort_dir}, also written {@code
 * sort-key} and {@code sort-dir}.
 */
final class ListOrder {

    private static final String[] NONE = {};

    private ListOrder() {}

    static List<Order> read(Map<String, String[]> parameters) {
        String[] sort = parameters.getOrDefault("sort", NONE);
        String[] keys = both(parameters, "sort_key", "sort-key");
        String[] directions = both(parameters, "sort_dir", "sort-dir");
        if (sort.length > 0 && keys.length + directions.length > 0) {
            throw Refusal.badRequest("Use either sort, or sort_key with sort_dir.");
        }
        return sort.length > 0 ? bySort(sort) : byKeys(keys, directions);
    }

    private static String[] both(
            Map<String, String[]> parameters, String name, String otherSpelling) {
        return Stream.of(name, otherSpelling)
                .flatMap(spelling -> Arrays.stream(parameters.getOrDefault(spelling, NONE)))
                .toArray(String[]::new);
    }

    private static List<Order> bySort(String[] sort) {
        List<Order> order = new ArrayList<>();
        for (String step : String.join(",", sort).split(",", -1)) {
            int colon = step.indexOf(':');
            order.add(
                    colon < 0 || colon == step.length() - 1
                            ? new Order(key(step.replace(":", "").strip()), Direction.DESC)
                            : new Order(
                                    key(step.substring(0, colon).strip()),
                                    direction(step.substring(colon + 1).strip())));
        }
        return unique(order);
    }

    private static List<Order> byKeys(String[] keys, String[] directions) {
        if (keys.length == 0) {
            return directions.length == 0
                    ? List.of()
                    : List.of(new Order(ImageQuery.Key.CREATED_AT, direction(directions[0])));
        }
        if (directions.length > 1 && directions.length != keys.length) {
            throw Refusal.badRequest("Give one sort_dir for all sort_key, or one for each.");
        }
        List<Order> order = new ArrayList<>();
        for (int i = 0; i < keys.length; i++) {
            Direction direction =
                    directions.length == 0
                            ? Direction.DESC
                            : direction(directions[directions.length == 1 ? 0 : i]);
            order.add(new Order(key(keys[i]), direction));
        }
        return unique(order);
    }

    private static List<Order> unique(List<Order> order) {
        if (order.stream().map(Order::key).distinct().count() < order.size()) {
            throw Refusal.badRequest("The list is sorted by the same key twice.");
        }
        return order;
    }

    private static ImageQuery.Key key(String word) {
        return Arrays.stream(ImageQuery.Key.values())
                .filter(key -> key.toString().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.badRequest(
                                "A list can be sorted by "
                                        + Arrays.stream(ImageQuery.Key.values())
                                                .map(ImageQuery.Key::toString)
                                                .collect(Collectors.joining(", "))
                                        + "."));
    }

    private static Direction direction(String word) {
        return switch (word) {
            case "asc" -> Direction.ASC;
            case "desc" -> Direction.DESC;
            default -> throw Refusal.badRequest("A list is sorted asc or desc.");
        };
    }
}
