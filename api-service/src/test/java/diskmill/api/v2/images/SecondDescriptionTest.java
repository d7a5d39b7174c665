package diskmill.api.v2.images;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The examples of the second description of this API (document 001, chapter 5), as its clients would send them. */
class SecondDescriptionTest extends FaceTest {

    private As admin;

    @BeforeEach
    void logIn() {
        admin = new As(adminToken());
    }

    @Test
    void aTokenIsGotByAUsersIdForAProject() {
        String id =
                json(admin.get("/v3/auth/tokens", "X-Subject-Token", admin.token()))
                        .at("/token/user/id")
                        .stringValue();

        HttpResponse<String> answer =
                send(
                        "POST",
                        "/v3/auth/tokens",
                        """
                        {
                          "auth": {
                            "scope": {
                              "project": {
                                "domain": {
                                  "name": "Default"
                                },
                                "name": "admin"
                              }
                            },
                            "identity": {
                              "password": {
                                "user": {
                                  "password": "%s",
                                  "id": "%s"
                                }
                              },
                              "methods": ["password"]
                            }
                          }
                        }
                        """
                                .formatted(fromOpenRc("OS_PASSWORD"), id),
                        Map.of("Content-Type", JSON));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("RequestId")).isPresent();
        As caller = new As(answer.headers().firstValue("X-Subject-Token").orElseThrow());
        assertThat(caller.get("/v2/images").statusCode()).isEqualTo(200);
        assertThat(caller.get("/v3/auth/projects").statusCode()).isEqualTo(200);
    }

    @Test
    void anImageIsMade() {
        HttpResponse<String> answer =
                admin.post(
                        "/v2/images",
                        """
                        {
                          "name": "fake_image",
                          "container_format": "bare",
                          "min_ram": 512,
                          "disk_format": "qcow2",
                          "visibility": "public",
                          "min_disk": 1
                        }
                        """);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("RequestId")).isPresent();
        JsonNode image = json(answer);
        String path = "/v2/images/" + image.get("id").stringValue();
        assertThat(image.get("status").stringValue()).isEqualTo("queued");
        assertThat(image.get("name").stringValue()).isEqualTo("fake_image");
        assertThat(image.get("tags").isEmpty()).isTrue();
        assertThat(image.get("container_format").stringValue()).isEqualTo("bare");
        assertThat(image.get("disk_format").stringValue()).isEqualTo("qcow2");
        assertThat(image.get("visibility").stringValue()).isEqualTo("public");
        assertThat(image.get("min_ram").intValue()).isEqualTo(512);
        assertThat(image.get("min_disk").intValue()).isEqualTo(1);
        assertThat(image.get("protected").booleanValue()).isFalse();
        for (String absent : new String[] {"size", "checksum", "virtual_size"}) {
            assertThat(image.get(absent).isNull()).as(absent).isTrue();
        }
        assertThat(image.get("self").stringValue()).isEqualTo(path);
        assertThat(image.get("file").stringValue()).isEqualTo(path + "/file");
        assertThat(image.get("schema").stringValue()).isEqualTo("/v2/schemas/image");
        assertThat(image.get("created_at").stringValue()).hasSize("2021-02-25T11:28:54Z".length());
    }

    @Test
    void anImageIsChanged() {
        String path =
                admin.newImage(
                        """
                        {"disk_format": "raw", "container_format": "bare", "os_distro": "others", "description": "test_description",
                         "visibility": "private"}
                        """);
        admin.put(path + "/file", "application/octet-stream", "a raw disk");

        // of the type that all requests of the description have
        HttpResponse<String> answer =
                send(
                        "PATCH",
                        path,
                        """
                        [
                          { "path": "/min_ram", "value": 512, "op": "replace" },
                          { "path": "/min_disk", "value": 1, "op": "replace" },
                          { "path": "/name", "value": "fake_image1", "op": "replace" }
                        ]
                        """,
                        Map.of("X-Auth-Token", admin.token(), "Content-Type", JSON));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode image = json(answer);
        assertThat(image.get("status").stringValue()).isEqualTo("active");
        assertThat(image.get("size").intValue()).isEqualTo(10);
        assertThat(image.get("checksum").stringValue()).hasSize(32);
        assertThat(image.get("visibility").stringValue()).isEqualTo("private");
        assertThat(image.get("protected").booleanValue()).isFalse();
        assertThat(image.get("tags").isEmpty()).isTrue();
        assertThat(image.get("self").stringValue()).isEqualTo(path);
        assertThat(image.get("file").stringValue()).isEqualTo(path + "/file");
        assertThat(image.get("min_ram").intValue()).isEqualTo(512);
        assertThat(image.get("min_disk").intValue()).isEqualTo(1);
        assertThat(image.get("name").stringValue()).isEqualTo("fake_image1");
        assertThat(image.get("os_distro").stringValue()).isEqualTo("others");
        assertThat(image.get("description").stringValue()).isEqualTo("test_description");
    }

    @Test
    void imagesAreListedByName() {
        String kind = UUID.randomUUID().toString();
        String first = "";
        for (String name : new String[] {"fakeimage7", "fakeimage123456"}) {
            first = admin.newImage("{\"name\": \"%s\", \"kind\": \"%s\"}".formatted(name, kind));
        }

        HttpResponse<String> answer =
                admin.get("/v2/images?limit=20&sort_key=name&sort_dir=asc&kind=" + kind);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).at("/images/0/name").stringValue()).isEqualTo("fakeimage123456");
        assertThat(first).endsWith(json(answer).at("/images/0/id").stringValue());
        assertThat(json(answer).at("/images/1/name").stringValue()).isEqualTo("fakeimage7");
        assertThat(
                        json(admin.get("/v2/images?limit=20&sort_key=name&sort_dir=asc"))
                                .get("images")
                                .size())
                .isBetween(2, 20);
        assertThat(
                        json(admin.get(
                                        "/v2/images?changes-since=2021-02-26T02:54:47Z&name=fakeimage7&status=queued&sort-key=name&sort-dir=asc&limit=20"))
                                .at("/images/0/name")
                                .stringValue())
                .isEqualTo("fakeimage7");
    }

    @Test
    void anImageIsDownloaded() {
        String path = admin.newImage("{\"disk_format\": \"raw\", \"container_format\": \"bare\"}");
        admin.put(path + "/file", "application/octet-stream", "a raw disk");

        HttpResponse<String> answer = admin.get(path + "/file");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("a raw disk");
        assertThat(answer.headers().firstValue("RequestId")).isPresent();
    }

    @Test
    void everyParameterOfAnImageIsTaken() {
        String id = UUID.randomUUID().toString();

        JsonNode image =
                json(
                        admin.post(
                                "/v2/images",
                                """
                                {"container_format": "bare", "disk_format": "iso", "id": "%s", "min_disk": 1, "min_ram": 2, "name": "镜像",
                                 "protected": true, "tags": ["标签"], "visibility": "private"}
                                """
                                        .formatted(id)));

        assertThat(image.get("id").stringValue()).isEqualTo(id);
        assertThat(image.get("disk_format").stringValue()).isEqualTo("iso");
        assertThat(image.get("protected").booleanValue()).isTrue();
        assertThat(image.get("tags").get(0).stringValue()).isEqualTo("标签");
        assertThat(image.get("visibility").stringValue()).isEqualTo("private");
        assertThat(image.get("owner").stringValue()).isNotEmpty();
    }

    @Test
    void anImageIsDeleted() {
        String path = admin.newImage("{}");

        HttpResponse<String> answer = admin.delete(path);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("RequestId")).isPresent();
    }
}
