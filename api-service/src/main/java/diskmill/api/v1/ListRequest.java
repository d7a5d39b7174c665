package diskmill.api.v1;

import diskmill.api.lists.ImageQuery;
import diskmill.api.lists.ImageQuery.Direction;
import diskmill.api.lists.ImageQuery.Order;
import diskmill.api.pages.NumberedQuery;
import diskmill.api.pages.Wanted;
import diskmill.api.web.Refusal;
import diskmill.api.web.Text;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of the list.
 *
 * @param deleted whether those are wanted that are gone
 */
record ListRequest(NumberedQuery query, boolean deleted) {

    private static final int MAX_SIZE = 1000;
    private static final String NAMES = "keywords, status, page, offset, order, asc";
    private static final Set<String> KNOWN = Set.of(NAMES.split(", "));

    static ListRequest read(Map<String, String[]> parameters, ImageQuery.Viewer viewer) {
        for (String name : parameters.keySet()) {
            if (!KNOWN.contains(name)) {
                throw Refusal.badRequest(
                        "There is no parameter of this name; there are %s.".formatted(NAMES));
            }
        }
        String status = text(parameters, "status");
        String word = status == null ? "ALL_STATUS" : status.toUpperCase(Locale.ROOT);
        int page = number(parameters, "page", 1, Integer.MAX_VALUE);
        int size = number(parameters, "offset", 20, MAX_SIZE);
        if ((long) page * size > NumberedQuery.DEEPEST) {
            throw Refusal.badRequest(
                    "'page' and 'offset' reach to the first %d images at most; search for fewer by keywords or status, or turn the order round."
                            .formatted(NumberedQuery.DEEPEST));
        }
        return new ListRequest(
                new NumberedQuery(
                        viewer,
                        keyword(parameters),
                        wanted(word),
                        new Order(
                                key(text(parameters, "order")),
                                truth(parameters, "asc") ? Direction.ASC : Direction.DESC),
                        page,
                        size),
                word.equals("DELETED"));
    }

    private static @Nullable String keyword(Map<String, String[]> parameters) {
        String keyword = text(parameters, "keywords");
        if (keyword != null && Text.length(keyword) > Body.MAX_TEXT) {
            throw Refusal.badRequest(
                    "'keywords' has at most %d characters.".formatted(Body.MAX_TEXT));
        }
        if (keyword != null && keyword.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.badRequest(
                    "'keywords' is one line of text, without control characters such as a line's end.");
        }
        return keyword;
    }

    private static Wanted wanted(String status) {
        return switch (status) {
            case "ALL_STATUS", "DELETED" -> Wanted.ANY;
            case "UNRECOGNIZED" -> Wanted.DEACTIVATED;
            case "ACTIVE", "ACTIVED" -> Wanted.ACTIVE;
            case "SAVING" -> Wanted.IN_THE_MAKING;
            case "QUEUED" -> Wanted.QUEUED;
            case "KILLED" -> Wanted.FAILED;
            case "PENDING_DELETE" -> Wanted.PENDING_DELETE;
            default ->
                    throw Refusal.badRequest(
                            "'status' must be one of ALL_STATUS, UNRECOGNIZED, ACTIVE, ACTIVED, SAVING, QUEUED, KILLED, PENDING_DELETE, DELETED.");
        };
    }

    private static ImageQuery.Key key(@Nullable String order) {
        return switch (order == null ? "created" : order) {
            case "name" -> ImageQuery.Key.NAME;
            case "created" -> ImageQuery.Key.CREATED_AT;
            case "updated" -> ImageQuery.Key.UPDATED_AT;
            default -> throw Refusal.badRequest("'order' must be name, created or updated.");
        };
    }

    private static boolean truth(Map<String, String[]> parameters, String name) {
        String value = text(parameters, name);
        return switch (value == null ? "false" : value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusal.badRequest("'%s' must be true or false.".formatted(name));
        };
    }

    private static int number(Map<String, String[]> parameters, String name, int usual, int most) {
        String value = text(parameters, name);
        if (value == null) {
            return usual;
        }
        if (!value.matches("[0-9]{1,10}")
                || Long.parseLong(value) < 1
                || Long.parseLong(value) > most) {
            throw Refusal.badRequest(
                    "'%s' must be a whole number from 1 to %d.".formatted(name, most));
        }
        return Integer.parseInt(value);
    }

    /** Null where it is not given, or empty. */
    private static @Nullable String text(Map<String, String[]> parameters, String name) {
        String[] values = parameters.get(name);
        if (values == null) {
            return null;
        }
        if (values.length > 1) {
            throw Refusal.badRequest("'%s' is given twice.".formatted(name));
        }
        if (!Text.isStorable(values[0])) {
            throw Refusal.badRequest("'%s' holds a NUL or half a surrogate pair.".formatted(name));
        }
        return values[0].isEmpty() ? null : values[0];
    }
}
