package diskmill.api.catalog;

import diskmill.image.AttemptId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks to list, and in which order.
 *
 * @param filters what must hold of each, as words of the API
 * @param marker  the last task of the page before; null for the first page
 * @param limit   0 or more
 */
public record TaskQuery(
        Map<Filter, String> filters,
        Key key,
        boolean ascending,
        @Nullable AttemptId marker,
        int limit) {

    public TaskQuery {
        filters = Map.copyOf(filters);
    }

    /** What may be asked to be equal. */
    public enum Filter {
        TYPE(Key.TYPE.sql),
        STATUS(Key.STATUS.sql),
        OWNER("attempts.project"),
        USER_ID("attempts.user_id"),
        REQUEST_ID("attempts.request_id"),
        IMAGE_ID("cast(attempts.image_id as text)");

        final String sql;

        Filter(String sql) {
            this.sql = sql;
        }

        public static Optional<Filter> tryParse(String word) {
            return Arrays.stream(values()).filter(one -> one.toString().equals(word)).findFirst();
        }

        /** The API's word. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What may be sorted by. */
    public enum Key {
        CREATED_AT("attempts.created_at"),
        UPDATED_AT("attempts.updated_at"),
        EXPIRES_AT("coalesce(attempts.ended_at, 'infinity')"),
        ID("attempts.id"),
        STATUS(
                """
                case attempts.state when 'staged' then 'pending' when 'waiting' then 'pending' when 'receiving' then 'processing'
                    when 'released' then case when attempts.phase is null then 'pending' else 'processing' end
                    when 'succeeded' then 'success' else 'failure' end\
                """),
        TYPE("coalesce(task_inputs.type, '%s')".formatted(Tasks.OF_IMAGE));

        final String sql;

        Key(String sql) {
            this.sql = sql;
        }

        public static Optional<Key> tryParse(String word) {
            return Arrays.stream(values()).filter(one -> one.toString().equals(word)).findFirst();
        }

        /** The API's word. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
