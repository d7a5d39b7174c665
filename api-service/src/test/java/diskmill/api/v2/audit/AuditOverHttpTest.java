package diskmill.api.v2.audit;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AuditOverHttpTest extends FaceTest {

    private As admin;
    private As owner;

    @BeforeEach
    void logIn() {
        admin = new As(adminToken());
        owner = newUser("member");
    }

    @Test
    void whoeverChangedAnImageOrTriedToIsListedTheNewestFirst() {
        String path = owner.newImage("{\"visibility\": \"community\"}");
        owner.patch(path, "[{\"op\": \"add\", \"path\": \"/key\", \"value\": \"one\"}]");
        newUser("member").delete(path);
        owner.get(path);
        HttpResponse<String> deleted = owner.delete(path);

        List<JsonNode> entries = entries(path, "");

        assertThat(entries.stream().map(entry -> entry.get("action").stringValue()))
                .containsExactly(
                        "DELETE /v2/images/{id}",
                        "DELETE /v2/images/{id}",
                        "PATCH /v2/images/{id}",
                        "POST /v2/images");
        assertThat(entries.stream().map(entry -> entry.get("status").intValue()))
                .containsExactly(204, 403, 200, 201);
        assertThat(entries.getFirst().get("request_id").stringValue())
                .isEqualTo(deleted.headers().firstValue("x-openstack-request-id").orElseThrow());
        assertThat(entries.getFirst().get("project_id"))
                .isEqualTo(entries.getLast().get("project_id"))
                .isNotEqualTo(entries.get(1).get("project_id"));
    }

    @Test
    void aDownloadIsRecorded() {
        String path = owner.newImage("{}");

        owner.get(path + "/file");

        assertThat(entries(path, "").getFirst().get("action").stringValue())
                .isEqualTo("GET /v2/images/{id}/file");
    }

    @Test
    void thePagesFollowEachOther() {
        String path = owner.newImage("{}");
        for (int i = 0; i < 4; i++) {
            owner.patch(path, "[]");
        }

        JsonNode first = json(admin.get("/v2/audit?limit=3&image_id=" + id(path)));
        JsonNode second = json(admin.get(first.get("next").stringValue()));

        assertThat(first.get("entries")).hasSize(3);
        assertThat(second.get("entries")).hasSize(2);
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void onlyAnAdminSeesIt() {
        assertThat(owner.get("/v2/audit").statusCode()).isEqualTo(403);
    }

    @Test
    void nonsenseIsRefusedWithASentence() {
        for (String query :
                List.of("image_id=x", "limit=-1", "marker=one", "limit=99999999999999999999")) {
            assertThat(admin.get("/v2/audit?" + query).statusCode()).as(query).isEqualTo(400);
        }
    }

    private List<JsonNode> entries(String path, String more) {
        return List.copyOf(
                json(admin.get("/v2/audit?image_id=" + id(path) + more)).get("entries").values());
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
