package diskmill.api.catalog;

import diskmill.image.AttemptId;
import diskmill.image.ImageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Attempts as Glance's tasks, with what was asked for them. Takes part in the caller's transaction if there is one. Threads may share it. */
public final class Tasks {

    /** How long a task is shown after its end: Glance's {@code task_time_to_live}. */
    public static final Duration KEPT = Duration.ofDays(2);

    /** The type of a task that an image's import has made. */
    public static final String OF_IMAGE = "api_image_import";

    /** The type of a task that {@code POST /v2/tasks} has made, with its image. */
    public static final String OF_ITS_OWN = "import";

    /** @param input what it was asked for, as JSON; null where the attempt says it all */
    public record Entry(Attempt attempt, String type, @Nullable String input) {}

    /** A part of the list. */
    public sealed interface Page {

        /** @param more whether others follow */
        record Found(List<Entry> tasks, boolean more) implements Page {}

        record UnknownMarker() implements Page {}
    }

    private static final String FROM =
            " from attempts left join task_inputs on task_inputs.attempt_id = attempts.id ";
    private static final String SELECT =
            "select attempts.*, %s as task_type, task_inputs.input as task_input %s"
                    .formatted(TaskQuery.Key.TYPE.sql, FROM);
    private static final String NOT_EXPIRED =
            "(attempts.ended_at is null or attempts.ended_at > clock_timestamp() - make_interval(secs => %d))"
                    .formatted(KEPT.toSeconds());

    private final JdbcClient database;
    private final Rows rows;

    public Tasks(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.rows = new Rows(json);
    }

    /** What the attempt was asked for by, as JSON without secrets. */
    public void note(AttemptId id, String type, String input) {
        database.sql(
                        "insert into task_inputs (attempt_id, type, input) values (:id, :type, cast(:input as jsonb))")
                .param("id", id.value())
                .param("type", type)
                .param("input", input)
                .update();
    }

    /** The task, unless its time is over. */
    public Optional<Entry> find(AttemptId id) {
        return database.sql(SELECT + "where attempts.id = :id and " + NOT_EXPIRED)
                .param("id", id.value())
                .query((row, number) -> entry(row))
                .optional();
    }

    /** All that there ever were, the newest first. */
    public List<Entry> ofImage(ImageId id) {
        return database.sql(SELECT + "where attempts.image_id = :id order by attempts.id desc")
                .param("id", id.value())
                .query((row, number) -> entry(row))
                .list();
    }

    public Page page(TaskQuery query) {
        Map<String, Object> parameters = new HashMap<>();
        StringBuilder where = new StringBuilder(NOT_EXPIRED);
        query.filters()
                .forEach((filter, value) -> {
                    where.append(" and %s = :%s".formatted(filter.sql, filter));
                    parameters.put(filter.toString(), value);
                });
        AttemptId marker = query.marker();
        if (marker != null) {
            Optional<Object> key = keyOf(marker, query.key());
            if (key.isEmpty()) {
                return new Page.UnknownMarker();
            }
            where.append(
                    " and (%s, attempts.id) %s (:key, :marker)"
                            .formatted(query.key().sql, query.ascending() ? ">" : "<"));
            parameters.put("key", key.get());
            parameters.put("marker", marker.value());
        }
        String direction = query.ascending() ? "asc" : "desc";
        List<Entry> found =
                database.sql(
                                "%s where %s order by %s %s, attempts.id %s limit :limit"
                                        .formatted(
                                                SELECT,
                                                where,
                                                query.key().sql,
                                                direction,
                                                direction))
                        .params(parameters)
                        .param("limit", query.limit() + 1)
                        .query((row, number) -> entry(row))
                        .list();
        boolean more = found.size() > query.limit();
        return new Page.Found(more ? found.subList(0, query.limit()) : found, more);
    }

    private Optional<Object> keyOf(AttemptId marker, TaskQuery.Key key) {
        return database.sql("select %s as key %s where attempts.id = :id".formatted(key.sql, FROM))
                .param("id", marker.value())
                .query((row, number) -> key(row, key))
                .optional();
    }

    private static Object key(ResultSet row, TaskQuery.Key key) throws SQLException {
        return switch (key) {
            case CREATED_AT, UPDATED_AT, EXPIRES_AT -> row.getObject("key", OffsetDateTime.class);
            case ID -> row.getObject("key", UUID.class);
            case STATUS, TYPE -> row.getString("key");
        };
    }

    private Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                rows.attempt(row), row.getString("task_type"), row.getString("task_input"));
    }
}
