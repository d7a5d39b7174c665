package diskmill.api.catalog;

import diskmill.event.Phase;
import diskmill.image.AttemptId;
import diskmill.image.ContainerFormat;
import diskmill.image.Digest;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import diskmill.image.ImageId;
import diskmill.image.RejectionReason;
import diskmill.storage.ObjectKey;
import java.net.URI;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows as values, and values as parameters. */
final class Rows {

    private static final TypeReference<TreeMap<String, String>> PROPERTIES =
            new TypeReference<>() {};

    private final JsonMapper json;

    Rows(JsonMapper json) {
        this.json = json;
    }

    Image image(ResultSet row) throws SQLException {
        HashAlgorithm algorithm = value(row, "hash_algo", HashAlgorithm::parse);
        UUID attempt = row.getObject("attempt_id", UUID.class);
        return new Image(
                new ImageId(row.getObject("id", UUID.class)),
                row.getString("name"),
                ImageStatus.parse(row.getString("status")),
                Visibility.tryParse(row.getString("visibility")).orElseThrow(),
                row.getBoolean("protected"),
                row.getBoolean("hidden"),
                row.getString("owner"),
                value(row, "disk_format", DiskFormat::parse),
                value(row, "container_format", ContainerFormat::parse),
                row.getInt("min_ram"),
                row.getInt("min_disk"),
                number(row, "size"),
                number(row, "virtual_size"),
                row.getString("checksum"),
                algorithm == null
                        ? null
                        : value(row, "hash_value", hex -> new Digest(algorithm, hex)),
                value(row, "object_key", ObjectKey::new),
                attempt == null ? null : new AttemptId(attempt),
                new TreeSet<>(List.of((String[]) row.getArray("tags").getArray())),
                properties(row.getString("properties")),
                numbers(row, "applications"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(
                new AttemptId(row.getObject("id", UUID.class)),
                new ImageId(row.getObject("image_id", UUID.class)),
                Attempt.Method.parse(row.getString("method")),
                Attempt.State.parse(row.getString("state")),
                row.getString("project"),
                row.getString("user_id"),
                row.getString("request_id"),
                value(row, "source", URI::create),
                ContainerFormat.parse(row.getString("container")),
                value(row, "claimed", DiskFormat::parse),
                value(row, "target", DiskFormat::parse),
                value(row, "expected", Digest::parse),
                value(row, "phase", Phase::parse),
                row.getLong("bytes_done"),
                number(row, "bytes_total"),
                row.getLong("bytes_per_second"),
                row.getInt("runs"),
                row.getObject("released_at") == null ? null : instant(row, "released_at"),
                value(row, "reason", RejectionReason::parse),
                row.getString("message"),
                instant(row, "deadline"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getObject("ended_at") == null ? null : instant(row, "ended_at"));
    }

    String propertiesJson(SortedMap<String, String> properties) {
        return json.writeValueAsString(properties);
    }

    /** The word of a value in a row. */
    static @Nullable String word(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private SortedMap<String, String> properties(String text) {
        return json.readValue(text, PROPERTIES);
    }

    private static <T> @Nullable T value(ResultSet row, String column, Function<String, T> parse)
            throws SQLException {
        String text = row.getString(column);
        return text == null ? null : parse.apply(text);
    }

    private static List<Long> numbers(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((Long[]) array.getArray());
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
