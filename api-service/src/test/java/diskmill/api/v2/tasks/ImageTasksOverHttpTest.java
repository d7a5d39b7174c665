package diskmill.api.v2.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import diskmill.api.identity.TestMembers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

class ImageTasksOverHttpTest extends FaceTest {

    private static final String RAW =
            "{\"disk_format\": \"raw\", \"container_format\": \"bare\"%s}";
    private static final String DOWNLOAD =
            "{\"method\": {\"name\": \"web-download\", \"uri\": \"https://images.example.org/a.raw?signature=secret\"},"
                    + " \"diskmill\": {\"expected_checksum\": \"md5:00000000000000000000000000000000\"}}";

    @Autowired private ApplicationContext context;

    private As owner;

    @BeforeEach
    void logIn() {
        owner = new As(newMember());
    }

    @Test
    void aCancelledImportLeavesItsImageQueuedAndTakesNoneOfItsSuccessors() {
        String path = importing(owner, "");
        String task = newest(owner, path).get("id").stringValue();

        assertThat(owner.delete(path + "/tasks/" + task).statusCode()).isEqualTo(204);
        assertThat(owner.delete(path + "/tasks/" + task).statusCode()).isEqualTo(204);

        assertThat(status(owner, path)).isEqualTo("queued");
        JsonNode cancelled = json(owner.get(path + "/tasks/" + task));
        assertThat(cancelled.get("status").stringValue()).isEqualTo("failure");
        assertThat(cancelled.at("/diskmill/reason").stringValue()).isEqualTo("cancelled");
        assertThat(cancelled.get("message").stringValue()).contains("cancelled");

        assertThat(owner.post(path + "/import", DOWNLOAD).statusCode()).isEqualTo(202);
        assertThat(owner.delete(path + "/tasks/" + task).statusCode()).isEqualTo(204);
        assertThat(status(owner, path)).isEqualTo("importing");
    }

    @Test
    void stagedBytesGoWithTheCancel() {
        String path = owner.newImage(RAW.formatted(""));
        owner.put(path + "/stage", "application/octet-stream", "a raw disk");
        assertThat(storedFiles(path)).isNotEmpty();
        String task = newest(owner, path).get("id").stringValue();

        assertThat(owner.delete(path + "/tasks/" + task).statusCode()).isEqualTo(204);

        assertThat(status(owner, path)).isEqualTo("queued");
        Awaitility.await().until(() -> storedFiles(path).isEmpty());
        assertThat(owner.put(path + "/file", "application/octet-stream", "another").statusCode())
                .isEqualTo(204);
    }

    @Test
    void whatHasEndedIsNotCancelled() {
        String path = owner.newImage(RAW.formatted(""));
        owner.put(path + "/file", "application/octet-stream", "a raw disk");
        String task = newest(owner, path).get("id").stringValue();

        assertThat(owner.delete(path + "/tasks/" + task).statusCode()).isEqualTo(409);
        assertThat(status(owner, path)).isEqualTo("active");
        assertThat(owner.post(path + "/tasks/" + task + "/retry", "").statusCode()).isEqualTo(409);
    }

    @Test
    void aRetryAsksForTheSameAgainAsAnotherTask() {
        String path = importing(owner, "");
        String first = newest(owner, path).get("id").stringValue();
        HttpResponse<String> tooEarly = owner.post(path + "/tasks/" + first + "/retry", "");
        assertThat(tooEarly.statusCode()).isEqualTo(409);
        assertThat(tooEarly.headers().firstValue("Retry-After")).isPresent();
        owner.delete(path + "/tasks/" + first);

        HttpResponse<String> retry = owner.post(path + "/tasks/" + first + "/retry", "");

        assertThat(retry.statusCode()).as(retry.body()).isEqualTo(202);
        assertThat(retry.body()).doesNotContain("secret");
        String second = json(retry).get("id").stringValue();
        assertThat(second).isNotEqualTo(first);
        assertThat(retry.headers().firstValue("Location"))
                .hasValue("%s/tasks/%s".formatted(path, second));
        assertThat(status(owner, path)).isEqualTo("importing");
        assertThat(json(owner.get(path + "/tasks")).get("tasks")).hasSize(2);
        assertThat(owner.post(path + "/tasks/" + first + "/retry", "").statusCode()).isEqualTo(409);
    }

    @Test
    void anUploadIsNotRetriedButSentAgain() {
        String path = owner.newImage(RAW.formatted(""));
        owner.put(path + "/stage", "application/octet-stream", "a raw disk");
        String task = newest(owner, path).get("id").stringValue();
        owner.delete(path + "/tasks/" + task);

        HttpResponse<String> retry = owner.post(path + "/tasks/" + task + "/retry", "");

        assertThat(retry.statusCode()).isEqualTo(409);
        assertThat(json(retry).get("message").stringValue()).contains("glance-direct");
    }

    @Test
    void whoOnlySeesAnImageCancelsAndRetriesNothing() {
        As stranger = new As(newMember());
        String community = importing(owner, ", \"visibility\": \"community\"");
        String hidden = importing(owner, ", \"visibility\": \"private\"");

        assertThat(touch(stranger, community)).containsExactly(403, 403);
        assertThat(touch(stranger, hidden)).containsExactly(404, 404);
        assertThat(stranger.get(community + "/tasks").body())
                .contains("web-download")
                .doesNotContain("example.org");
        assertThat(status(owner, community)).isEqualTo("importing");
    }

    @Test
    void anotherImagesTaskIsNotThere() {
        String path = importing(owner, "");
        String other = newest(owner, importing(owner, "")).get("id").stringValue();

        for (String task : new String[] {other, UUID.randomUUID().toString(), "nonsense"}) {
            assertThat(owner.get(path + "/tasks/" + task).statusCode()).isEqualTo(404);
            assertThat(owner.delete(path + "/tasks/" + task).statusCode()).isEqualTo(404);
            assertThat(owner.post(path + "/tasks/" + task + "/retry", "").statusCode())
                    .isEqualTo(404);
        }
    }

    private int[] touch(As who, String path) {
        String task = path + "/tasks/" + newest(owner, path).get("id").stringValue();
        return new int[] {
            who.delete(task).statusCode(), who.post(task + "/retry", "").statusCode()
        };
    }

    private String importing(As who, String more) {
        String path = who.newImage(RAW.formatted(more));
        assertThat(who.post(path + "/import", DOWNLOAD).statusCode()).isEqualTo(202);
        return path;
    }

    private JsonNode newest(As who, String path) {
        return json(who.get(path + "/tasks")).at("/tasks/0");
    }

    private String status(As who, String path) {
        return json(who.get(path)).get("status").stringValue();
    }

    private String newMember() {
        String name = TestMembers.create(context);
        return login(name, TestMembers.PASSWORD, name);
    }
}
