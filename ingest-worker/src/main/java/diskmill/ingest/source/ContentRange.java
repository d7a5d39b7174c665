package diskmill.ingest.source;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a partial answer: {@code bytes 100-199/1000}.
 *
 * @param last  inclusive
 * @param total of the whole; empty where the source does not know it
 */
record ContentRange(long first, long last, OptionalLong total) {

    private static final Pattern FORM =
            Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(?:(\\d{1,18})|\\*)");

    static Optional<ContentRange> parse(String header) {
        Matcher parts = FORM.matcher(header.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        long first = Long.parseLong(parts.group(1));
        long last = Long.parseLong(parts.group(2));
        OptionalLong total =
                parts.group(3) == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(Long.parseLong(parts.group(3)));
        boolean fits = first <= last && (total.isEmpty() || last < total.getAsLong());
        return fits ? Optional.of(new ContentRange(first, last, total)) : Optional.empty();
    }
}
