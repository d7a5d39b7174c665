package diskmill.api.v2.lists;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** Reads ISO 8601: a date, or a date and a time, with a zone or in UTC. */
final class ListTime {

    /** The database knows few years beyond it, and ISO 8601 writes none without agreement. */
    private static final int LAST_YEAR = 9999;

    private static final DateTimeFormatter FORM =
            new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .optionalStart()
                    .appendPattern("['T'][' ']")
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .optionalStart()
                    .appendPattern("[XXX][XX][X]")
                    .optionalEnd()
                    .optionalEnd()
                    .toFormatter()
                    .withResolverStyle(ResolverStyle.STRICT);

    private ListTime() {}

    /** Empty if it is none, or none of the years 1 to 9999. */
    static Optional<Instant> parse(String text) {
        try {
            Instant time =
                    switch (FORM.parseBest(
                            text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from)) {
                        case OffsetDateTime zoned -> zoned.toInstant();
                        case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
                        case LocalDate day -> day.atStartOfDay().toInstant(ZoneOffset.UTC);
                        default -> throw new DateTimeException("no time");
                    };
            int year = time.atOffset(ZoneOffset.UTC).getYear();
            return year >= 1 && year <= LAST_YEAR ? Optional.of(time) : Optional.empty();
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
