package diskmill.api.v2.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SchemasOverHttpTest extends FaceTest {

    private As admin;

    @BeforeEach
    void logIn() {
        admin = new As(adminToken());
    }

    @Test
    void theSchemaNamesEveryFieldOfAnImage() {
        JsonNode image = json(admin.get(admin.newImage("{}")));

        assertThat(json(admin.get("/v2/schemas/image")).get("properties").propertyNames())
                .containsAll(image.propertyNames());
    }

    @Test
    void theSchemasNameEveryFieldOfATask() {
        String path = admin.newImage("{\"disk_format\": \"raw\", \"container_format\": \"bare\"}");
        admin.put(path + "/file", "application/octet-stream", "a raw disk");

        JsonNode listed = json(admin.get("/v2/tasks?limit=1")).at("/tasks/0");
        JsonNode shown = json(admin.get("/v2/tasks/" + listed.get("id").stringValue()));

        assertThat(json(admin.get("/v2/schemas/task")).get("properties").propertyNames())
                .containsAll(shown.propertyNames());
        assertThat(
                        json(admin.get("/v2/schemas/tasks"))
                                .at("/properties/tasks/items/properties")
                                .propertyNames())
                .containsAll(listed.propertyNames())
                .doesNotContain("input", "result", "message");
    }

    @ParameterizedTest
    @CsvSource({"image, images", "member, members"})
    void aListsSchemaHoldsThatOfOneAndItsLinks(String one, String many) {
        JsonNode list = json(admin.get("/v2/schemas/" + many));

        assertThat(list.get("name").stringValue()).isEqualTo(many);
        assertThat(list.at("/properties/%s/items".formatted(many)))
                .isEqualTo(json(admin.get("/v2/schemas/" + one)));
        assertThat(list.get("links").toString()).contains("{first}", "{next}", "{schema}");
    }

    @Test
    void anotherSchemaIsNotThere() {
        assertThat(admin.get("/v2/schemas/nothing").statusCode()).isEqualTo(404);
    }
}
