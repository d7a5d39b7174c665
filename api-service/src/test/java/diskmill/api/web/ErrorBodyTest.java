package diskmill.api.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

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
}
