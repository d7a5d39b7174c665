package diskmill.api.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as the API writes them: {@code 2026-11-29T22:21:42Z}, whole seconds. */
public final class ApiTime {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private ApiTime() {}

    public static String text(Instant time) {
        return FORM.format(time);
    }
}
