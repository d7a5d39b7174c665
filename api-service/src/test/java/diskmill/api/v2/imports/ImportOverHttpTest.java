package diskmill.api.v2.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.api.FaceTest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ImportOverHttpTest extends FaceTest {

    private static final String RAW = "{\"disk_format\": \"raw\", \"container_format\": \"bare\"}";

    private As admin;

    @BeforeEach
    void logIn() {
        admin = new As(adminToken());
    }

    @Test
    void stagedBytesAreImportedWhenTheyAreAskedFor() {
        String path = admin.newImage(RAW);
        assertThat(
                        admin.put(path + "/stage", "application/octet-stream", "a raw disk")
                                .statusCode())
                .isEqualTo(204);
        assertThat(status(path)).isEqualTo("uploading");

        HttpResponse<String> answer =
                admin.post(path + "/import", "{\"method\": {\"name\": \"glance-direct\"}}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        await().until(() -> status(path).equals("active"));
        JsonNode task = json(admin.get(path + "/tasks")).at("/tasks/0");
        assertThat(task.get("status").stringValue()).isEqualTo("success");
        assertThat(task.get("type").stringValue()).isEqualTo("api_image_import");
        assertThat(task.at("/diskmill/method").stringValue()).isEqualTo("glance-direct");
    }

    @Test
    void aDownloadIsATaskThatNamesItsRequestAndHidesItsQuery() {
        String path = admin.newImage(RAW);

        HttpResponse<String> answer =
                admin.post(
                        path + "/import",
                        download("https://images.example.org/a.raw?signature=secret"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(status(path)).isEqualTo("importing");
        HttpResponse<String> tasks = admin.get(path + "/tasks");
        JsonNode task = json(tasks).at("/tasks/0");
        assertThat(task.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "type",
                        "status",
                        "owner",
                        "image_id",
                        "request_id",
                        "user_id",
                        "input",
                        "result",
                        "message",
                        "expires_at",
                        "created_at",
                        "updated_at",
                        "deleted",
                        "deleted_at",
                        "diskmill");
        assertThat(task.get("status").stringValue()).isEqualTo("pending");
        assertThat(task.get("request_id").stringValue())
                .isEqualTo(answer.headers().firstValue("x-openstack-request-id").orElseThrow());
        assertThat(task.at("/input/import_req/method/uri").stringValue())
                .isEqualTo("https://images.example.org/a.raw");
        assertThat(tasks.body()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/x",
                "http://169.254.169.254/latest",
                "http://10.0.0.1/x",
                "https://example.org:22/x",
                "file:///etc/passwd",
                "ftp://example.org/x",
                "http://2130706433/x",
                "http://user:word@example.org/x",
                "not an address",
                "http://[::1]/"
            })
    void anAddressThatIsClosedIsRefusedInGlancesWords(String uri) {
        String path = admin.newImage(RAW);

        HttpResponse<String> answer = admin.post(path + "/import", download(uri));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("URI for web-download does not pass filtering");
        assertThat(status(path)).isEqualTo("queued");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"method\": \"web-download\"}",
                "{\"method\": {\"name\": \"teleport\"}}",
                "{\"method\": {\"name\": \"glance-direct\"}, \"all_stores\": \"yes\"}",
                "{\"method\": {\"name\": \"glance-direct\"}, \"all_stores\": true, \"stores\": [\"fast\"]}",
                "{\"method\": {\"name\": \"glance-direct\"}, \"stores\": \"fast\"}",
                "{\"method\": {\"name\": \"web-download\"}}",
                "{\"method\": {\"name\": \"glance-direct\"}, \"unknown\": 1}",
                "{\"method\": {\"name\": \"glance-direct\"}, \"diskmill\": {\"convert_to\": \"iso\"}}",
                "{\"method\": {\"name\": \"glance-direct\"}, \"diskmill\": {\"colour\": \"red\"}}"
            })
    void whatIsNoImportIsRefusedWithASentence(String body) {
        String path = admin.newImage(RAW);

        HttpResponse<String> answer = admin.post(path + "/import", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("message").stringValue()).endsWith(".");
    }

    @Test
    void aSecondImportOfTheSameImageIsAConflictThatPasses() {
        String path = admin.newImage(RAW);
        admin.post(path + "/import", download("https://images.example.org/a.raw"));

        HttpResponse<String> second =
                admin.post(path + "/import", download("https://images.example.org/a.raw"));

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void whoNamesAStoreNamesAnotherThanThereIs() {
        String path = admin.newImage(RAW);
        String staged = "{\"method\": {\"name\": \"glance-direct\"}%s}";
        String download = download("https://images.example.org/a.raw");
        Map<String, String> named =
                Map.of(
                        "X-Auth-Token",
                        admin.token(),
                        "Content-Type",
                        JSON,
                        "X-Image-Meta-Store",
                        "fast");

        assertThat(
                        admin.post(path + "/import", staged.formatted(", \"stores\": [\"fast\"]"))
                                .statusCode())
                .isEqualTo(409);
        assertThat(send("POST", path + "/import", download, named).statusCode()).isEqualTo(409);
        assertThat(
                        send(
                                        "POST",
                                        path + "/import",
                                        staged.formatted(", \"stores\": [\"fast\"]"),
                                        named)
                                .statusCode())
                .isEqualTo(400);
        assertThat(status(path)).isEqualTo("queued");
        assertThat(
                        admin.post(
                                        path + "/import",
                                        download.replaceFirst(
                                                "}}$",
                                                "}, \"all_stores\": true, \"all_stores_must_succeed\": false}"))
                                .statusCode())
                .isEqualTo(202);
    }

    @Test
    void aCopyIsOfAnActiveImageAndHasNowhereToGo() {
        String path = admin.newImage(RAW);
        String copy = "{\"method\": {\"name\": \"copy-image\"}%s}";

        assertThat(admin.post(path + "/import", copy.formatted("")).statusCode()).isEqualTo(409);

        admin.put(path + "/file", "application/octet-stream", "a raw disk");
        assertThat(status(path)).isEqualTo("active");
        assertThat(admin.post(path + "/import", copy.formatted("")).statusCode()).isEqualTo(400);
        assertThat(
                        admin.post(path + "/import", copy.formatted(", \"all_stores\": true"))
                                .statusCode())
                .isEqualTo(202);
        assertThat(status(path)).isEqualTo("active");
    }

    @Test
    void nothingStagedIsNothingToImport() {
        String path = admin.newImage(RAW);

        assertThat(
                        admin.post(path + "/import", "{\"method\": {\"name\": \"glance-direct\"}}")
                                .statusCode())
                .isEqualTo(409);
    }

    @Test
    void aConversionOfAnotherContainerIsRefused() {
        String path = admin.newImage("{\"disk_format\": \"vmdk\", \"container_format\": \"ova\"}");

        HttpResponse<String> answer =
                admin.post(
                        path + "/import",
                        "{\"method\": {\"name\": \"web-download\", \"uri\": \"https://images.example.org/a\"}, \"diskmill\": {\"convert_to\": \"raw\"}}");

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    private String status(String path) {
        return json(admin.get(path)).get("status").stringValue();
    }

    private static String download(String uri) {
        return "{\"method\": {\"name\": \"web-download\", \"uri\": \"%s\"}}".formatted(uri);
    }
}
