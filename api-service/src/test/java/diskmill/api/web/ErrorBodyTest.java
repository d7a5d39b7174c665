package diskmill.api.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorBodyTest {

    private static final Pattern STATUS = Pattern.compile("(?m)^ +'([45][0-9]{2})':");

    @Test
    void everyStatusThatTheDescriptionHasIsNamed() throws IOException {
        String description;
        try (InputStream yaml =
                Objects.requireNonNull(
                        ErrorBody.class.getResourceAsStream(
                                "/diskmill/api/v2/discovery/openapi.yaml"))) {
            description = new String(yaml.readAllBytes(), UTF_8);
        }

        assertThat(STATUS.matcher(description).results().map(found -> found.group(1)).distinct())
                .contains("400", "412", "422", "503")
                .allSatisfy(status ->
                        assertThat(ErrorBody.of(Integer.parseInt(status), "").title())
                                .as(status)
                                .isNotIn("Request Refused", "Server Error"));
    }

    /** Those of EasyStack's document 001, 5.2, that are not a proxy's. */
    @ParameterizedTest
    @CsvSource({
        "400, Bad Request",
        "401, Unauthorized",
        "403, Forbidden",
        "404, Not Found",
        "405, Method Not Allowed",
        "406, Not Acceptable",
        "408, Request Timeout",
        "409, Conflict",
        "500, Internal Server Error",
        "501, Not Implemented",
        "503, Service Unavailable"
    })
    void theTitlesAreTheDocuments(int status, String title) {
        assertThat(ErrorBody.of(status, "").error().title()).isEqualTo(title);
    }
}
