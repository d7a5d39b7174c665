package diskmill.api.v2.images;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ImagesOverHttpTest extends FaceTest {

    private As admin;

    @BeforeEach
    void logIn() {
        admin = new As(adminToken());
    }

    @Test
    void theLongestNameOfTheLongestOwnerIsKept() {
        String letters =
                new Random(1)
                        .ints(255, 0x1F300, 0x1F5FF)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
        String owner =
                new Random(2)
                        .ints(64, 0x20000, 0x2A6DF)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());

        String path =
                new As(adminToken())
                        .newImage(
                                "{\"name\": \"%s\", \"owner\": \"%s\"}".formatted(letters, owner));

        assertThat(json(new As(adminToken()).get(path)).get("name").stringValue())
                .isEqualTo(letters);
    }

    @Test
    void aNewImageIsShownAsGlanceShowsIt() {
        HttpResponse<String> answer =
                admin.post(
                        "/v2/images",
                        """
                        {"name": "Größe 磁盘 🖴", "disk_format": "qcow2", "container_format": "bare",
                         "tags": ["b", "a", "b"], "min_ram": 512, "os_distro": "debian"}
                        """);

        assertThat(answer.statusCode()).isEqualTo(201);
        JsonNode image = json(answer);
        String path = "/v2/images/" + image.get("id").stringValue();
        assertThat(answer.headers().firstValue("Location"))
                .hasValue("http://127.0.0.1:" + port() + path);
        assertThat(answer.headers().firstValue("OpenStack-image-import-methods"))
                .hasValue("glance-direct,web-download,copy-image");
        assertThat(image.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "name",
                        "status",
                        "visibility",
                        "protected",
                        "os_hidden",
                        "owner",
                        "disk_format",
                        "container_format",
                        "min_ram",
                        "min_disk",
                        "size",
                        "virtual_size",
                        "checksum",
                        "os_hash_algo",
                        "os_hash_value",
                        "tags",
                        "created_at",
                        "updated_at",
                        "self",
                        "file",
                        "schema",
                        "os_distro");
        assertThat(image.get("name").stringValue()).isEqualTo("Größe 磁盘 🖴");
        assertThat(image.get("status").stringValue()).isEqualTo("queued");
        assertThat(image.get("visibility").stringValue()).isEqualTo("shared");
        assertThat(image.get("size").isNull()).isTrue();
        assertThat(image.get("tags").size()).isEqualTo(2);
        assertThat(image.get("file").stringValue()).isEqualTo(path + "/file");
        assertThat(image.get("created_at").stringValue())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(json(admin.get(path))).isEqualTo(image);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "400|",
                "400|{",
                "400|[]",
                "400|{} {}",
                "400|{\"name\": \"a\", \"name\": \"b\"}",
                "400|{\"name\": 1}",
                "400|{\"name\": \"\\u0000\"}",
                "400|{\"name\": \"\\ud800\"}",
                "400|{\"a\\u0000\": \"x\"}",
                "400|{\"disk_format\": \"qcow3\"}",
                "400|{\"container_format\": true}",
                "400|{\"visibility\": null}",
                "400|{\"visibility\": \"secret\"}",
                "400|{\"protected\": \"true\"}",
                "400|{\"min_ram\": -1}",
                "400|{\"min_ram\": 1.5}",
                "400|{\"min_disk\": 2147483648}",
                "400|{\"tags\": \"a\"}",
                "400|{\"tags\": [1]}",
                "400|{\"id\": \"1-1-1-1-1\"}",
                "400|{\"os_distro\": null}",
                "400|{\"os_distro\": {\"a\": 1}}",
                "400|{\"\": \"empty name\"}",
                "400|{\"diskmill_colour\": \"red\"}",
                "400|{\"diskmill_convert_to\": \"iso\"}",
                "400|{\"diskmill_convert_to\": \"raw\", \"container_format\": \"ova\"}",
                "400|{\"diskmill_convert_to\": \"raw\", \"disk_format\": \"iso\"}",
                "400|{\"diskmill_expected_checksum\": \"sha256:abc\"}",
                "400|{\"diskmill_expected_checksum\": \"https://example.org/SHA256SUMS\"}",
                "403|{\"status\": \"active\"}",
                "403|{\"size\": 1}",
                "403|{\"checksum\": \"x\"}",
                "403|{\"deleted\": true}",
                "403|{\"os_glance_x\": \"y\"}",
                "403|{\"locations\": []}"
            })
    void whatIsNoImageIsRefusedWithASentence(int status, String body) {
        HttpResponse<String> answer = admin.post("/v2/images", body == null ? "" : body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).get("message").stringValue()).endsWith(".");
        assertThat(json(answer).at("/error/message")).isEqualTo(json(answer).get("message"));
    }

    @Test
    void namesTagsAndPropertiesHaveGlancesLimits() {
        assertThat(create("{\"name\": \"%s\"}".formatted("磁".repeat(255)))).isEqualTo(201);
        assertThat(create("{\"name\": \"%s\"}".formatted("x".repeat(256)))).isEqualTo(400);
        assertThat(create("{\"tags\": [\"%s\"]}".formatted("x".repeat(256)))).isEqualTo(400);
        assertThat(create("{\"%s\": \"v\"}".formatted("x".repeat(256)))).isEqualTo(400);
        assertThat(create("{\"name\": \"%s\"}".formatted("x".repeat(1 << 20)))).isEqualTo(413);
        assertThat(create("{\"a\": " + "[".repeat(50) + "]".repeat(50) + "}")).isEqualTo(400);
    }

    @Test
    void anIdIsTakenOnceAndForEver() {
        String id = "0b3f4f5c-6f6e-4f3c-9a52-5d8b2c1e7a01";
        String path =
                admin.newImage("{\"id\": \"%s\"}".formatted(id.toUpperCase(java.util.Locale.ROOT)));
        assertThat(path).isEqualTo("/v2/images/" + id);

        assertThat(create("{\"id\": \"%s\"}".formatted(id))).isEqualTo(409);
        assertThat(admin.delete(path).statusCode()).isEqualTo(204);
        assertThat(create("{\"id\": \"%s\"}".formatted(id))).isEqualTo(409);
    }

    @Test
    void aDeletedImageIsNotThere() {
        String path = admin.newImage("{}");

        assertThat(admin.delete(path).statusCode()).isEqualTo(204);

        assertThat(admin.get(path).statusCode()).isEqualTo(404);
        assertThat(admin.delete(path).statusCode()).isEqualTo(404);
        assertThat(admin.get("/v2/images/not-an-id").statusCode()).isEqualTo(404);
    }

    @Test
    void aProtectedImageIsNotDeleted() {
        String path = admin.newImage("{\"protected\": true}");

        assertThat(admin.delete(path).statusCode()).isEqualTo(403);

        admin.patch(path, "[{\"op\": \"replace\", \"path\": \"/protected\", \"value\": false}]");
        assertThat(admin.delete(path).statusCode()).isEqualTo(204);
    }

    @Test
    void aPatchAddsReplacesAndRemoves() {
        String path = admin.newImage("{\"name\": \"old\", \"a/b\": \"1\", \"c\": \"2\"}");

        HttpResponse<String> answer =
                admin.patch(
                        path,
                        """
                        [{"op": "replace", "path": "/name", "value": "new"},
                         {"op": "add", "path": "/d~0e", "value": "3"},
                         {"op": "replace", "path": "/a~1b", "value": "4"},
                         {"op": "remove", "path": "/c"},
                         {"op": "replace", "path": "/tags", "value": ["x"]}]
                        """);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode image = json(admin.get(path));
        assertThat(image.get("name").stringValue()).isEqualTo("new");
        assertThat(image.get("d~e").stringValue()).isEqualTo("3");
        assertThat(image.get("a/b").stringValue()).isEqualTo("4");
        assertThat(image.has("c")).isFalse();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400|{}",
                "400|[1]",
                "400|[{'op': 'move', 'path': '/name', 'value': 'x'}]",
                "400|[{'op': 'add', 'path': 'name', 'value': 'x'}]",
                "400|[{'op': 'add', 'path': '/', 'value': 'x'}]",
                "400|[{'op': 'add', 'path': '/a/', 'value': 'x'}]",
                "400|[{'op': 'add', 'path': '/a~2', 'value': 'x'}]",
                "400|[{'op': 'add', 'path': '/tags/0', 'value': 'x'}]",
                "400|[{'op': 'add', 'path': '/name'}]",
                "400|[{'op': 'replace', 'path': '/visibility', 'value': 'secret'}]",
                "400|[{'op': 'add', 'path': '/diskmill_x', 'value': 'y'}]",
                "403|[{'op': 'replace', 'path': '/status', 'value': 'active'}]",
                "403|[{'op': 'replace', 'path': '/id', 'value': 'x'}]",
                "403|[{'op': 'remove', 'path': '/name'}]",
                "403|[{'op': 'add', 'path': '/deleted', 'value': 'x'}]",
                "403|[{'op': 'add', 'path': '/locations/-', 'value': {}}]",
                "403|[{'op': 'replace', 'path': '/locations', 'value': []}]",
                "403|[{'op': 'remove', 'path': '/locations/0'}]",
                "403|[{'op': 'add', 'path': '/os_glance_x', 'value': 'y'}]",
                "403|[{'op': 'remove', 'path': '/tags'}]",
                "403|[{'op': 'replace', 'path': '/self', 'value': 'x'}]",
                "403|[{'op': 'replace', 'path': '/stores', 'value': 'x'}]",
                "400|[{'path': '/name', 'value': 'x'}]",
                "400|[{'op': 'add', 'path': '', 'value': 'x'}]",
                "400|[{'op': 'add', 'path': '/a//b', 'value': 'x'}]",
                "400|[{'op': 'add', 'path': '/a~', 'value': 'x'}]",
                "400|[{'op': 'add', 'path': '/a/b', 'value': 'x'}]",
                "400|[{'op': 'replace', 'path': '/tags', 'value': 'x'}]",
                "400|[{'op': 'replace', 'path': '/min_ram', 'value': -1}]",
                "400|[{'op': 'add', 'path': '/x', 'value': 1}]",
                "400|[{'op': 'replace', 'path': '/name', 'value': 'new'}, {'op': 'add'}]",
                "403|[{'op': 'replace', 'path': '/name', 'value': 'new'}, {'op': 'remove', 'path': '/min_ram'}]",
                "409|[{'op': 'replace', 'path': '/nothing', 'value': 'x'}]",
                "409|[{'op': 'remove', 'path': '/nothing'}]"
            })
    void aPatchThatCannotBeIsRefusedAndChangesNothing(int status, String body) {
        String path = admin.newImage("{\"name\": \"same\"}");
        JsonNode before = json(admin.get(path));

        HttpResponse<String> answer = admin.patch(path, body.replace('\'', '"'));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).get("message").stringValue()).endsWith(".");
        assertThat(json(admin.get(path))).isEqualTo(before);
    }

    @Test
    void lettersOfAnyScriptAreKeptAsTheyAre() {
        String path = admin.newImage("{}");

        HttpResponse<String> answer =
                admin.patch(
                        path,
                        """
                        [{"op": "replace", "path": "/name", "value": "镜像 образ صورة 🖴"},
                         {"op": "add", "path": "/описание", "value": "größe\\n≤ 5"},
                         {"op": "add", "path": "/a~1b~0c", "value": "slash and tilde"},
                         {"op": "replace", "path": "/tags", "value": ["标签", "e\u0301"]}]
                        """);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode image = json(admin.get(path));
        assertThat(image.get("name").stringValue()).isEqualTo("镜像 образ صورة 🖴");
        assertThat(image.get("описание").stringValue()).isEqualTo("größe\n≤ 5");
        assertThat(image.get("a/b~c").stringValue()).isEqualTo("slash and tilde");
        assertThat(image.get("tags").valueStream().map(JsonNode::stringValue))
                .containsExactlyInAnyOrder("标签", "e\u0301");
        assertThat(admin.patch(path, "[{\"op\": \"remove\", \"path\": \"/a~1b~0c\"}]").statusCode())
                .isEqualTo(200);
        assertThat(json(admin.get(path)).has("a/b~c")).isFalse();
    }

    @Test
    void aPatchOfAnotherMediaTypeIsToldTheRightOnes() {
        String path = admin.newImage("{}");

        HttpResponse<String> answer =
                send(
                        "PATCH",
                        path,
                        "[]",
                        Map.of("X-Auth-Token", adminToken(), "Content-Type", "text/plain"));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.headers().firstValue("Accept-Patch"))
                .hasValue(
                        "application/openstack-images-v2.0-json-patch, application/openstack-images-v2.1-json-patch, application/json");
    }

    @Test
    void theOlderPatchIsUnderstoodToo() {
        String path = admin.newImage("{\"name\": \"old\"}");
        Map<String, String> headers =
                Map.of(
                        "X-Auth-Token",
                        adminToken(),
                        "Content-Type",
                        "application/openstack-images-v2.0-json-patch");

        HttpResponse<String> replaced =
                send("PATCH", path, "[{\"replace\": \"/name\", \"value\": \"new\"}]", headers);
        HttpResponse<String> added =
                send("PATCH", path, "[{\"add\": \"/name\", \"value\": \"newer\"}]", headers);
        HttpResponse<String> property =
                send("PATCH", path, "[{\"add\": \"/kind\", \"value\": \"a\"}]", headers);
        HttpResponse<String> removed = send("PATCH", path, "[{\"remove\": \"/kind\"}]", headers);
        HttpResponse<String> twoVerbs =
                send(
                        "PATCH",
                        path,
                        "[{\"remove\": \"/kind\", \"add\": \"/kind\", \"value\": \"a\"}]",
                        headers);

        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(added.statusCode()).isEqualTo(409);
        assertThat(property.statusCode()).isEqualTo(200);
        assertThat(json(property).get("kind").stringValue()).isEqualTo("a");
        assertThat(removed.statusCode()).isEqualTo(200);
        assertThat(json(removed).has("kind")).isFalse();
        assertThat(twoVerbs.statusCode()).isEqualTo(400);
        assertThat(json(admin.get(path)).get("name").stringValue()).isEqualTo("new");
    }

    private int create(String body) {
        return admin.post("/v2/images", body).statusCode();
    }
}
