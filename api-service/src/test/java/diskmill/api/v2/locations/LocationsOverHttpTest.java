package diskmill.api.v2.locations;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** With locations shown. Who may ask for them is in {@code PermissionsTest}, which also shows images without. */
@TestPropertySource(
        properties = {"diskmill.image.show-direct-url=true", "diskmill.image.show-locations=true"})
class LocationsOverHttpTest extends FaceTest {

    private As member;
    private As service;
    private As stranger;

    @BeforeEach
    void logIn() {
        member = as("member");
        service = as("service");
        stranger = as("member");
    }

    private As as(String role) {
        return newUser(role);
    }

    @Test
    void anImageLiesWhereItWasStoredOnceItIsThere() {
        String image =
                member.newImage(
                        "{\"disk_format\": \"raw\", \"container_format\": \"bare\", \"visibility\": \"community\"}");
        assertThat(json(member.get(image)).get("locations").isEmpty()).isTrue();
        assertThat(json(member.get(image)).has("direct_url")).isFalse();
        assertThat(json(service.get(image + "/locations")).isEmpty()).isTrue();

        assertThat(member.put(image + "/file", "application/octet-stream", "bytes").statusCode())
                .isEqualTo(204);

        JsonNode shown = json(member.get(image));
        String url = shown.at("/locations/0/url").stringValue();
        assertThat(url).startsWith("file:///").contains(image.substring("/v2/images/".length()));
        assertThat(shown.get("direct_url").stringValue()).isEqualTo(url);
        assertThat(shown.at("/locations/0/metadata").isObject()).isTrue();
        assertThat(json(service.get(image + "/locations"))).isEqualTo(shown.get("locations"));
        assertThat(json(stranger.get(image)).get("locations").isEmpty()).isTrue();
        assertThat(json(stranger.get(image)).has("direct_url")).isFalse();
        assertThat(member.get("/v2/images").body()).contains(url);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400|{}",
                "400|{'url': 1}",
                "400|{'url': 'http://a/b', 'validation_data': 1}",
                "400|{'url': 'http://a/b', 'validation_data': {'os_hash_value': 'ab'}}",
                "400|{'url': 'http://a/b', 'validation_data': {'os_hash_algo': 'sha123', 'os_hash_value': 'ab'}}",
                "400|{'url': 'http://a/b', 'validation_data': {'os_hash_algo': 'sha512', 'os_hash_value': 'ab'}}",
                "400|{'url': 'http://a/b', 'validation_data': {'os_hash_algo': 'md5', 'os_hash_value': 'zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz'}}",
                "403|{'url': 'http://a/b', 'validation_data': {'os_hash_algo': 'md5', 'os_hash_value': '00000000000000000000000000000000'}}",
                "403|{'url': 'http://a/b'}"
            })
    void noLocationIsAdded(int status, String body) {
        String image = member.newImage("{}");

        HttpResponse<String> answer = member.post(image + "/locations", body.replace('\'', '"'));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).get("message").stringValue()).endsWith(".");
    }

    @Test
    void anImageThatHasItsBytesGetsNoOthers() {
        String image =
                member.newImage("{\"disk_format\": \"raw\", \"container_format\": \"bare\"}");
        member.put(image + "/file", "application/octet-stream", "bytes");

        assertThat(member.post(image + "/locations", "{\"url\": \"http://a/b\"}").statusCode())
                .isEqualTo(409);
    }
}
