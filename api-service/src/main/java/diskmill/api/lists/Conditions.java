package diskmill.api.lists;

import diskmill.api.lists.ImageQuery.Amount;
import diskmill.api.lists.ImageQuery.Comparison;
import diskmill.api.lists.ImageQuery.Filter;
import diskmill.api.lists.ImageQuery.Moment;
import diskmill.api.lists.ImageQuery.Text;
import diskmill.image.ImageId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A filter as a condition on the row {@code i} of an image, in words that the indexes of {@code V7__lists.sql} know. */
final class Conditions {

    private static final JsonMapper JSON = new JsonMapper();

    private final SqlParameters parameters;

    Conditions(SqlParameters parameters) {
        this.parameters = parameters;
    }

    /** None for a filter that is about who sees the image, which is {@link Branches}' matter. */
    Stream<String> of(Filter filter) {
        return switch (filter) {
            case Filter.Among(var text, var values) -> Stream.of(among(text, values));
            case Filter.Visible _, Filter.Membership _ -> Stream.empty();
            case Filter.Protected(var isProtected) ->
                    Stream.of(isProtected ? "i.protected" : "not i.protected");
            case Filter.Hidden(var hidden) -> Stream.of(hidden ? "i.hidden" : "not i.hidden");
            case Filter.AtLeast(var amount, var value) ->
                    Stream.of(column(amount) + " >= " + parameters.bind(Math.max(value, 0)));
            case Filter.AtMost(var amount, var value) ->
                    Stream.of(
                            "%s between 0 and %s"
                                    .formatted(column(amount), parameters.bind(value)));
            case Filter.When(var moment, var comparison, var time) ->
                    Stream.of(when(column(moment), comparison, time));
            case Filter.Tagged(var tags) ->
                    Stream.of(
                            "i.tags @> cast(%s as text[])"
                                    .formatted(parameters.bind(tags.toArray(String[]::new))));
            case Filter.Property(var name, var value) ->
                    Stream.of(
                            "i.properties @> cast(%s as jsonb)"
                                    .formatted(
                                            parameters.bind(
                                                    JSON.writeValueAsString(Map.of(name, value)))));
        };
    }

    private String among(Text text, List<String> values) {
        if (text == Text.ID) {
            String[] ids =
                    values.stream()
                            .map(ImageId::tryParse)
                            .flatMap(Optional::stream)
                            .map(ImageId::toString)
                            .toArray(String[]::new);
            return "i.id = any(cast(%s as uuid[]))".formatted(parameters.bind(ids));
        }
        // for one value an index has the images in their order, too
        String same =
                values.size() == 1
                        ? "%s = %s".formatted(indexed(text), parameters.bind(values.getFirst()))
                        : "%s = any(%s)"
                                .formatted(
                                        indexed(text),
                                        parameters.bind(values.toArray(String[]::new)));
        return values.contains("") ? same + " and %s is not null".formatted(plain(text)) : same;
    }

    /** By whole seconds, as the API shows times, yet on the column as it is, so that an index answers. */
    private String when(String column, Comparison comparison, Instant time) {
        Instant floor = time.truncatedTo(ChronoUnit.SECONDS);
        boolean whole = floor.equals(time);
        String next = parameters.bind(TotalOrder.time(floor.plusSeconds(1)));
        String first = whole ? parameters.bind(TotalOrder.time(floor)) : next;
        return switch (comparison) {
            case GT -> column + " >= " + next;
            case GTE -> column + " >= " + first;
            case LT -> column + " < " + first;
            case LTE -> column + " < " + next;
            case EQ -> "(%1$s >= %2$s and %1$s < %3$s)".formatted(column, first, next);
            case NEQ -> "(%1$s < %2$s or %1$s >= %3$s)".formatted(column, first, next);
        };
    }

    /** As the indexes hold it: what is absent is empty. */
    private static String indexed(Text text) {
        return switch (text) {
            case NAME, CONTAINER_FORMAT, DISK_FORMAT -> "coalesce(%s, '')".formatted(plain(text));
            case ID, STATUS, OWNER, CHECKSUM, OS_HASH_VALUE -> plain(text);
        };
    }

    private static String plain(Text text) {
        return switch (text) {
            case ID -> "i.id";
            case NAME -> "i.name";
            case STATUS -> "i.status";
            case OWNER -> "i.owner";
            case CONTAINER_FORMAT -> "i.container_format";
            case DISK_FORMAT -> "i.disk_format";
            case CHECKSUM -> "i.checksum";
            case OS_HASH_VALUE -> "i.hash_value";
        };
    }

    private static String column(Amount amount) {
        return switch (amount) {
            case SIZE -> "coalesce(i.size, -1)";
            case VIRTUAL_SIZE -> "i.virtual_size";
            case MIN_RAM -> "i.min_ram";
            case MIN_DISK -> "i.min_disk";
        };
    }

    private static String column(Moment moment) {
        return switch (moment) {
            case CREATED_AT -> "i.created_at";
            case UPDATED_AT -> "i.updated_at";
        };
    }
}
