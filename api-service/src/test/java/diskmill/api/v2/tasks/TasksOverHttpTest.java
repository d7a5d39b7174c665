package diskmill.api.v2.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import diskmill.api.identity.TestMembers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class TasksOverHttpTest extends FaceTest {

    private static final String IMPORT =
            """
            {"type": "import", "input": {"import_from": "https://images.example.org/a.qcow2?signature=secret",
              "import_from_format": "qcow2", "image_properties": {"name": "from a task", "disk_format": "%s"}}}
            """;

    @Autowired private ApplicationContext context;
    @Autowired private JdbcClient database;

    private As admin;

    @BeforeEach
    void logIn() {
        admin = new As(adminToken());
    }

    @Test
    void anImportTaskMakesItsImage() {
        HttpResponse<String> answer = admin.post("/v2/tasks", IMPORT.formatted("qcow2"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode task = json(answer);
        String id = task.get("id").stringValue();
        assertThat(answer.headers().firstValue("Location")).hasValue("/v2/tasks/" + id);
        assertThat(task.get("type").stringValue()).isEqualTo("import");
        assertThat(task.get("status").stringValue()).isEqualTo("pending");
        assertThat(task.at("/input/import_from").stringValue())
                .isEqualTo("https://images.example.org/a.qcow2");
        assertThat(task.get("request_id").stringValue())
                .isEqualTo(answer.headers().firstValue("x-openstack-request-id").orElseThrow());
        JsonNode image = json(admin.get("/v2/images/" + task.get("image_id").stringValue()));
        assertThat(image.get("status").stringValue()).isEqualTo("importing");
        assertThat(image.get("name").stringValue()).isEqualTo("from a task");
        assertThat(image.get("container_format").stringValue()).isEqualTo("bare");
        HttpResponse<String> shown = admin.get("/v2/tasks/" + id);
        assertThat(shown.body()).doesNotContain("secret");
        assertThat(json(shown).get("input")).isEqualTo(task.get("input"));
        assertThat(json(shown).get("schema").stringValue()).isEqualTo("/v2/schemas/task");
    }

    @Test
    void whereTheImageIsToBeOfAnotherFormatItIsConverted() {
        JsonNode task = json(admin.post("/v2/tasks", IMPORT.formatted("raw")));

        assertThat(task.at("/diskmill/convert_to").stringValue()).isEqualTo("raw");
        assertThat(
                        json(admin.get("/v2/images/" + task.get("image_id").stringValue()))
                                .get("disk_format")
                                .stringValue())
                .isEqualTo("qcow2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\": \"import\"}",
                "{\"type\": \"export\", \"input\": {}}",
                "{\"type\": [\"import\"], \"input\": {}}",
                "{\"type\": \"import\", \"input\": []}",
                "{\"type\": \"import\", \"input\": {}, \"owner\": \"me\"}",
                "{\"type\": \"import\", \"input\": {\"import_from\": \"https://images.example.org/a\"}}",
                "{\"type\": \"import\", \"input\": {\"import_from\": 7, \"import_from_format\": \"raw\", \"image_properties\": {}}}",
                "{\"type\": \"import\", \"input\": {\"import_from\": \"http://127.0.0.1/a\", \"import_from_format\": \"raw\", \"image_properties\": {}}}",
                "{\"type\": \"import\", \"input\": {\"import_from\": \"https://images.example.org/a\", \"import_from_format\": \"floppy\", \"image_properties\": {}}}",
                "{\"type\": \"import\", \"input\": {\"import_from\": \"https://images.example.org/a\", \"import_from_format\": \"raw\", \"image_properties\": []}}",
                "{\"type\": \"import\", \"input\": {\"import_from\": \"https://images.example.org/a\", \"import_from_format\": \"raw\", \"image_properties\": {\"disk_format\": \"iso\"}}}",
                "{\"type\": \"import\", \"input\": {\"import_from\": \"https://images.example.org/a\", \"import_from_format\": \"raw\", \"image_properties\": {\"container_format\": null}}}"
            })
    void whatIsNoTaskIsRefusedAndMakesNoImage(String body) {
        long before = images();

        HttpResponse<String> answer = admin.post("/v2/tasks", body);

        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 409);
        assertThat(json(answer).get("message").stringValue()).endsWith(".");
        assertThat(images()).isEqualTo(before);
    }

    @Test
    void whoeverIsNoAdminIsRefusedBeforeTheBodyIsRead() {
        String name = TestMembers.create(context);
        As member = new As(login(name, TestMembers.PASSWORD, name));

        assertThat(member.post("/v2/tasks", "nonsense").statusCode()).isEqualTo(403);
        assertThat(member.get("/v2/tasks").statusCode()).isEqualTo(403);
        assertThat(member.get("/v2/tasks/" + UUID.randomUUID()).statusCode()).isEqualTo(403);
    }

    @Test
    void aTaskIsNotDeleted() {
        HttpResponse<String> answer = admin.delete("/v2/tasks/" + UUID.randomUUID());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow").orElse("")).contains("GET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"created_at", "updated_at", "expires_at", "id", "status", "type"})
    void everyOrderPagesThroughAllWithoutGapOrRepetition(String key) {
        String owner = newOwnersTasks(5);
        for (String direction : List.of("asc", "desc")) {
            List<String> ids = new ArrayList<>();
            String next =
                    "/v2/tasks?limit=2&sort_key=%s&sort_dir=%s&owner=%s"
                            .formatted(key, direction, owner);
            while (next != null) {
                JsonNode page = json(admin.get(next));
                page.get("tasks").forEach(task -> ids.add(task.get("id").stringValue()));
                next = page.has("next") ? page.get("next").stringValue() : null;
            }
            assertThat(ids).as(key + " " + direction).hasSize(5);
            assertThat(new HashSet<>(ids)).hasSize(5);
        }
    }

    @Test
    void theListIsFilteredAndTheNewestComesFirst() {
        String owner = newOwnersTasks(3);
        JsonNode all = json(admin.get("/v2/tasks?owner=" + owner)).get("tasks");
        JsonNode done = json(admin.get("/v2/tasks?status=success&owner=" + owner));

        assertThat(all).hasSize(3);
        assertThat(all.at("/0/id").stringValue()).isGreaterThan(all.at("/1/id").stringValue());
        assertThat(done.get("tasks")).hasSize(3);
        assertThat(done.get("first").stringValue())
                .isEqualTo("/v2/tasks?status=success&owner=" + owner);
        assertThat(json(admin.get("/v2/tasks?status=failure&owner=" + owner)).get("tasks"))
                .isEmpty();
        assertThat(json(admin.get("/v2/tasks?type=import&owner=" + owner)).get("tasks")).isEmpty();
        String image = all.at("/0/image_id").stringValue();
        assertThat(json(admin.get("/v2/tasks?image_id=" + image)).get("tasks")).hasSize(1);
    }

    @Test
    void theListsStatusIsTheTasksOwn() {
        admin.post("/v2/tasks", IMPORT.formatted("qcow2"));
        newOwnersTasks(1);

        for (String status : List.of("pending", "processing", "success", "failure")) {
            JsonNode page = json(admin.get("/v2/tasks?limit=1000&status=" + status));
            assertThat(
                            page.get("tasks")
                                    .valueStream()
                                    .map(task -> task.get("status").stringValue()))
                    .allMatch(status::equals);
        }
    }

    @Test
    void aTaskThatEndedTwoDaysAgoIsInNoListButItsImages() {
        String owner = newOwnersTasks(1);
        JsonNode task = json(admin.get("/v2/tasks?owner=" + owner)).at("/tasks/0");
        String id = task.get("id").stringValue();
        assertThat(task.get("expires_at").stringValue()).isNotEmpty();

        database.sql(
                        "update attempts set ended_at = ended_at - interval '49 hours' where id = cast(:id as uuid)")
                .param("id", id)
                .update();

        assertThat(json(admin.get("/v2/tasks?owner=" + owner)).get("tasks")).isEmpty();
        assertThat(admin.get("/v2/tasks/" + id).statusCode()).isEqualTo(404);
        JsonNode own =
                json(
                        admin.get(
                                "/v2/images/%s/tasks"
                                        .formatted(task.get("image_id").stringValue())));
        assertThat(own.at("/tasks/0/deleted").booleanValue()).isTrue();
        assertThat(own.at("/tasks/0/deleted_at")).isEqualTo(own.at("/tasks/0/expires_at"));
    }

    static Stream<String> nonsense() {
        return Stream.of(
                "limit=-1",
                "limit=x",
                "limit=",
                "limit=1&limit=2",
                "marker=x",
                "marker=" + UUID.randomUUID(),
                "sort_key=name",
                "sort_key=id;drop%20table%20attempts",
                "sort_dir=up",
                "status=done",
                "type=export",
                "colour=red",
                "owner=%00",
                "sort_key=created_at&sort_key=id");
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void whatCannotBeAskedIsRefusedWithASentence(String query) {
        HttpResponse<String> answer = admin.get("/v2/tasks?" + query);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).get("message").stringValue()).endsWith(".");
    }

    @Test
    void moreThanAPageMayHoldIsCutToIt() {
        assertThat(admin.get("/v2/tasks?limit=99999999999999999999999").statusCode())
                .isEqualTo(200);
        assertThat(json(admin.get("/v2/tasks?limit=0")).get("tasks")).isEmpty();
    }

    /** @return the project that has so many tasks, all of which have succeeded */
    private String newOwnersTasks(int count) {
        String name = TestMembers.create(context);
        As member = new As(login(name, TestMembers.PASSWORD, name));
        String path = "";
        for (int i = 0; i < count; i++) {
            path = member.newImage("{\"disk_format\": \"raw\", \"container_format\": \"bare\"}");
            member.put(path + "/file", "application/octet-stream", "a raw disk");
        }
        return json(member.get(path)).get("owner").stringValue();
    }

    private long images() {
        return database.sql("select count(*) from images").query(Long.class).single();
    }
}
