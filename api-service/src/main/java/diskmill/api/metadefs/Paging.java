package diskmill.api.metadefs;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list, in which order.
 *
 * @param marker name of the last one before the part; null for the beginning
 * @param limit  how many at most
 */
public record Paging(Key key, boolean descending, @Nullable String marker, int limit) {

    /** What a list goes by. Only the first four are of items too; the others are namespaces' own. */
    public enum Key {
        ID("id"),
        NAME("name"),
        CREATED_AT("created_at"),
        UPDATED_AT("updated_at"),
        DISPLAY_NAME("coalesce(display_name, '')"),
        DESCRIPTION("coalesce(description, '')"),
        VISIBILITY("visibility"),
        PROTECTED("protected"),
        OWNER("owner");

        private final String column;

        Key(String column) {
            this.column = column;
        }
    }

    /** @param same condition by which the marker's row is found in the table, beside its name */
    String afterMarker(String table, String same) {
        return marker == null
                ? ""
                : " and (%1$s, id) %2$s (select %1$s, id from %3$s where %4$s and name = :marker)"
                        .formatted(key.column, descending ? "<" : ">", table, same);
    }

    String orderAndLimit() {
        String direction = descending ? "desc" : "asc";
        return " order by %s %s, id %s limit :limit".formatted(key.column, direction, direction);
    }
}
