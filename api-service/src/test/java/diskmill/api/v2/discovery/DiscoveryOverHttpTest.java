package diskmill.api.v2.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.api.FaceTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DiscoveryOverHttpTest extends FaceTest {

    @Test
    void theRootOffersTheVersionsToEverybody() {
        HttpResponse<String> choices = send("GET", "/", null, Map.of());
        HttpResponse<String> versions = send("GET", "/versions", null, Map.of());

        assertThat(choices.statusCode()).isEqualTo(300);
        assertThat(versions.statusCode()).isEqualTo(200);
        assertThat(json(versions)).isEqualTo(json(choices));
        JsonNode current = json(versions).at("/versions/0");
        assertThat(current.get("id").stringValue()).isEqualTo("v2.17");
        assertThat(current.get("status").stringValue()).isEqualTo("CURRENT");
        assertThat(current.at("/links/0/href").stringValue())
                .isEqualTo("http://127.0.0.1:%d/v2/".formatted(port()));
    }

    @Test
    void keystonesVersionIsThereForEverybody() {
        assertThat(
                        json(send("GET", "/v3", null, Map.of()))
                                .at("/version/links/0/href")
                                .stringValue())
                .isEqualTo("http://127.0.0.1:%d/v3/".formatted(port()));
        assertThat(send("GET", "/v3/", null, Map.of()).statusCode()).isEqualTo(200);
    }

    @Test
    void theHealthcheckIsAWord() {
        HttpResponse<String> answer = send("GET", "/healthcheck", null, Map.of());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("OK");
    }

    @Test
    void withTheStoreAwayTheHealthcheckIsAnotherWordAndReadinessFailsButNotLiveness()
            throws IOException {
        try (Away _ = Away.objects()) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> send("GET", "/healthcheck", null, Map.of()).statusCode() == 503);
            HttpResponse<String> answer = send("GET", "/healthcheck", null, Map.of());

            assertThat(answer.body()).isEqualTo("UNAVAILABLE");
            assertThat(send("GET", "/actuator/health/readiness", null, Map.of()).statusCode())
                    .isEqualTo(503);
            assertThat(send("GET", "/actuator/health/liveness", null, Map.of()).statusCode())
                    .isEqualTo(200);
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> send("GET", "/healthcheck", null, Map.of()).statusCode() == 200);
    }

    @Test
    void theImportMethodsAreListedAndStoresAreNot() {
        As admin = new As(adminToken());

        assertThat(json(admin.get("/v2/info/import")).at("/import-methods/value").toString())
                .isEqualTo(
                        "[\"glance-direct\",\"web-download\",\"copy-image\",\"glance-download\"]");
        assertThat(admin.get("/v2/info/stores").statusCode()).isEqualTo(404);
        assertThat(admin.get("/v2/info/stores/detail").statusCode()).isEqualTo(404);
        String path = admin.newImage("{}");
        String id = path.substring(path.lastIndexOf('/') + 1);
        assertThat(admin.delete("/v2/stores/fast/" + id).statusCode()).isEqualTo(404);
        assertThat(admin.get(path).statusCode()).isEqualTo(200);
    }
}
