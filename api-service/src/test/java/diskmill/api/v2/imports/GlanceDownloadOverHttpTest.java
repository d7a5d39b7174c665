package diskmill.api.v2.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.api.FaceTest;
import diskmill.api.OtherGlance;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class GlanceDownloadOverHttpTest extends FaceTest {

    private static final String RECORD =
            """
            {"status": "%s", "disk_format": "raw", "container_format": "bare", "size": %d, "checksum": "%s",
             "hw_disk_bus": "virtio", "os_distro": "debian", "colour": "red", "os_glance_x": "1", "hw_bad": "\\u0000"}
            """;
    private static final String MD5 = "2f79de7ec8f3cd47ce8b67d1b3bbea0c";

    @Autowired private JdbcClient database;

    private final OtherGlance other = OtherGlance.get();
    private final String source = UUID.randomUUID().toString();
    private As admin;

    @BeforeEach
    void logIn() {
        admin = new As(adminToken());
    }

    @Test
    void anImageIsTakenOverWithItsFormatsAndItsUsualProperties() {
        other.record(source, RECORD.formatted("active", 10, md5("a raw disk")));
        other.file(source, "a raw disk");
        String path = admin.newImage("{\"name\": \"mine\", \"hw_disk_bus\": \"ide\"}");

        HttpResponse<String> answer = admin.post(path + "/import", body(source));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        await().until(() -> status(path).equals("active"));
        JsonNode image = json(admin.get(path));
        assertThat(image.get("disk_format").stringValue()).isEqualTo("raw");
        assertThat(image.get("container_format").stringValue()).isEqualTo("bare");
        assertThat(image.get("hw_disk_bus").stringValue()).isEqualTo("virtio");
        assertThat(image.get("os_distro").stringValue()).isEqualTo("debian");
        assertThat(image.get("name").stringValue()).isEqualTo("mine");
        assertThat(image.has("colour") || image.has("os_glance_x") || image.has("hw_bad"))
                .isFalse();
        assertThat(admin.get(path + "/file").body()).isEqualTo("a raw disk");
        JsonNode task = json(admin.get(path + "/tasks")).at("/tasks/0");
        assertThat(task.at("/input/import_req/method/glance_image_id").stringValue())
                .isEqualTo(source);
        assertThat(task.get("type").stringValue()).isEqualTo("api_image_import");
    }

    @Test
    void theCallersTokenGoesToTheServiceAndIsKeptNowhere() {
        other.record(source, RECORD.formatted("active", 10, md5("a raw disk")));
        other.file(source, "a raw disk");
        String path = admin.newImage("{}");

        admin.post(path + "/import", body(source));

        assertThat(other.tokens()).contains(admin.token());
        for (String table : new String[] {"attempts", "task_inputs", "outbox", "images"}) {
            assertThat(
                            database.sql(
                                            "select count(*) from %s where strpos(cast(%s as text), :token) > 0"
                                                    .formatted(table, table))
                                    .param("token", admin.token())
                                    .query(Long.class)
                                    .single())
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void aServiceThatIsCutOffLeavesTheImageQueuedAndSaysSo() {
        other.record(source, RECORD.formatted("active", 20, md5("a raw disk")));
        other.brokenFile(source, "a raw disk", 20);
        String path = admin.newImage("{}");

        assertThat(admin.post(path + "/import", body(source)).statusCode()).isEqualTo(202);

        await().until(() -> status(path).equals("queued"));
        JsonNode task = json(admin.get(path + "/tasks")).at("/tasks/0");
        assertThat(task.at("/diskmill/reason").stringValue()).isEqualTo("source-truncated");
        assertThat(task.get("message").stringValue()).contains("ask for the import again");
    }

    @Test
    void otherBytesThanTheServiceHasPromisedAreRefused() {
        other.record(source, RECORD.formatted("active", 10, MD5));
        other.file(source, "a raw disk");
        String path = admin.newImage("{}");

        admin.post(path + "/import", body(source));

        await().until(() -> status(path).equals("queued"));
        assertThat(json(admin.get(path + "/tasks")).at("/tasks/0/diskmill/reason").stringValue())
                .isEqualTo("checksum-mismatch");
    }

    @Test
    void aServiceThatSendsUsElsewhereIsNotFollowed() {
        String elsewhere = UUID.randomUUID().toString();
        other.record(elsewhere, RECORD.formatted("active", 10, md5("a raw disk")));
        other.redirect(source, other.address() + "/v2/images/" + elsewhere);

        assertThat(whyItFails(body(source))).contains("elsewhere").doesNotContain("127.0.0.1");
    }

    @Test
    void whatTheOtherServiceDoesNotGiveFailsTheTask() {
        String queued = UUID.randomUUID().toString();
        other.record(queued, RECORD.formatted("queued", 10, MD5));

        assertThat(whyItFails(body(source))).contains("no such image");
        assertThat(whyItFails(body(queued))).contains("active instead of queued");
    }

    @ParameterizedTest
    @CsvSource({"Nowhere, public", "RegionTwo, secret"})
    void aRegionOrAnInterfaceThatThereIsNotFailsTheTask(String region, String reach) {
        String body =
                body(source)
                        .replace(OtherGlance.REGION, region)
                        .replace("\"public\"", "\"" + reach + "\"");

        assertThat(whyItFails(body)).contains("there is one in RegionTwo");
    }

    @Test
    void anImageInFormatsOfItsOwnKeepsThemWhenTheTaskFails() {
        String path =
                admin.newImage(
                        "{\"disk_format\": \"iso\", \"container_format\": \"ovf\", \"os_distro\": \"windows\"}");

        assertThat(admin.post(path + "/import", body(source)).statusCode()).isEqualTo(202);

        JsonNode image = json(admin.get(path));
        assertThat(image.get("status").stringValue()).isEqualTo("queued");
        assertThat(image.get("disk_format").stringValue()).isEqualTo("iso");
        assertThat(image.get("container_format").stringValue()).isEqualTo("ovf");
        assertThat(image.get("os_distro").stringValue()).isEqualTo("windows");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", \"glance_region\": \"RegionTwo\"",
                ", \"glance_image_id\": \"6ff0eaa6-a444-441b-b769-78099d06f985\"",
                ", \"glance_region\": \"RegionTwo\", \"glance_image_id\": \"../../v3/users\"",
                ", \"glance_region\": 7, \"glance_image_id\": \"6ff0eaa6-a444-441b-b769-78099d06f985\"",
                ", \"glance_region\": \"RegionTwo\", \"glance_image_id\": \"6ff0eaa6-a444-441b-b769-78099d06f985\", \"glance_service_interface\": 7"
            })
    void whatNamesNoImageIsRefusedWithASentence(String method) {
        String path = admin.newImage("{}");

        HttpResponse<String> answer =
                admin.post(
                        path + "/import",
                        "{\"method\": {\"name\": \"glance-download\"%s}}".formatted(method));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("message").stringValue()).endsWith(".");
    }

    @Test
    void anImageThatHasItsBytesGetsNoOthers() {
        other.record(source, RECORD.formatted("active", 10, md5("a raw disk")));
        other.file(source, "a raw disk");
        String path =
                admin.newImage("{\"disk_format\": \"qcow2\", \"container_format\": \"bare\"}");
        admin.post(
                path + "/import",
                "{\"method\": {\"name\": \"web-download\", \"uri\": \"https://images.example.org/a\"}}");

        assertThat(admin.post(path + "/import", body(source)).statusCode()).isEqualTo(409);
        assertThat(json(admin.get(path)).get("disk_format").stringValue()).isEqualTo("qcow2");
    }

    /** The sentence of the one task, which has failed at once and left the image as it was. */
    private String whyItFails(String body) {
        String path = admin.newImage("{}");
        HttpResponse<String> answer = admin.post(path + "/import", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(status(path)).isEqualTo("queued");
        assertThat(json(admin.get(path)).get("disk_format").isNull()).isTrue();
        JsonNode tasks = json(admin.get(path + "/tasks")).get("tasks");
        assertThat(tasks.size()).isEqualTo(1);
        JsonNode task = tasks.get(0);
        assertThat(task.get("status").stringValue()).isEqualTo("failure");
        assertThat(task.at("/input/import_req/method/name").stringValue())
                .isEqualTo("glance-download");
        return task.get("message").stringValue();
    }

    private static String body(String id) {
        return """
        {"method": {"name": "glance-download", "glance_region": "%s", "glance_image_id": "%s", "glance_service_interface": "public"}}
        """
                .formatted(OtherGlance.REGION, id);
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("MD5")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private String status(String path) {
        return json(admin.get(path)).get("status").stringValue();
    }
}
