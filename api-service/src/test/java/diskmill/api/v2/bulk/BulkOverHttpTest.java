package diskmill.api.v2.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BulkOverHttpTest extends FaceTest {

    private static final String DELETE = "/v2/images/actions/delete";
    private static final String TAG = "/v2/images/actions/tag";
    private static final String UNKNOWN = "0b3f4f5c-6f6e-4f3c-9a52-5d8b2c1e7aff";

    private As owner;

    @BeforeEach
    void logIn() {
        owner = newUser("member");
    }

    @Test
    void theAnswerSaysOfEachImageWhatBecameOfIt() {
        String deleted = owner.newImage("{}");
        String kept = owner.newImage("{\"protected\": true}");
        String anothers = newUser("member").newImage("{\"visibility\": \"community\"}");
        String unseen = newUser("member").newImage("{}");

        HttpResponse<String> answer =
                owner.post(DELETE, images(deleted, kept, anothers, unseen, UNKNOWN, "nonsense"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(statuses(answer)).containsExactly(204, 403, 403, 404, 404, 404);
        assertThat(message(answer, 0)).isEmpty();
        assertThat(message(answer, 1)).contains("protected");
        assertThat(owner.get(deleted).statusCode()).isEqualTo(404);
        assertThat(owner.get(kept).statusCode()).isEqualTo(200);
        assertThat(owner.get(anothers).statusCode()).isEqualTo(200);
    }

    @Test
    void saidAgainItDoesWhatWasLeft() {
        String first = owner.newImage("{}");
        String second = owner.newImage("{}");
        owner.post(DELETE, images(first));

        assertThat(statuses(owner.post(DELETE, images(first, second)))).containsExactly(404, 204);
    }

    @Test
    void anImageThatIsNamedTwiceIsDeletedOnce() {
        String image = owner.newImage("{}");

        assertThat(statuses(owner.post(DELETE, images(image, image)))).containsExactly(204);
    }

    @Test
    void tagsAreReplacedForAll() {
        String one = owner.newImage("{\"tags\": [\"old\"]}");
        String other = owner.newImage("{}");

        HttpResponse<String> answer =
                owner.post(TAG, body("\"tags\": [\"生产\", \"gold\"]", one, other));

        assertThat(statuses(answer)).containsExactly(200, 200);
        assertThat(tags(one)).containsExactly("gold", "生产");
        assertThat(tags(other)).containsExactly("gold", "生产");
    }

    @Test
    void tagsAreAddedAndRemovedBesideTheOthers() {
        String image = owner.newImage("{\"tags\": [\"kept\", \"old\"]}");

        owner.post(TAG, body("\"add\": [\"new\"], \"remove\": [\"old\", \"never\"]", image));

        assertThat(tags(image)).containsExactly("kept", "new");
    }

    @Test
    void anImageThatWouldHaveTooManyTagsKeepsItsOwn() {
        String full =
                owner.newImage(
                        "{\"tags\": [%s]}"
                                .formatted(
                                        Stream.iterate(0, i -> i + 1)
                                                .limit(128)
                                                .map(i -> "\"t" + i + "\"")
                                                .collect(Collectors.joining(","))));
        String roomy = owner.newImage("{}");

        HttpResponse<String> answer = owner.post(TAG, body("\"add\": [\"one\"]", full, roomy));

        assertThat(statuses(answer)).containsExactly(413, 200);
        assertThat(message(answer, 0)).contains("128");
        assertThat(tags(full)).hasSize(128).doesNotContain("one");
    }

    @Test
    void eachImageIsInTheAudit() {
        String image = owner.newImage("{}");
        owner.post(DELETE, images(image));

        JsonNode entries =
                json(new As(adminToken()).get("/v2/audit?image=" + id(image))).get("entries");

        assertThat(entries.valueStream().map(entry -> entry.get("action").stringValue()))
                .contains("POST " + DELETE);
    }

    @Test
    void allTagsOfOneImageAreReplacedByOnePut() {
        String image = owner.newImage("{\"tags\": [\"old\"]}");

        HttpResponse<String> answer =
                owner.put(image + "/tags", JSON, "{\"tags\": [\"b\", \"a\", \"b\"]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"tags\":[\"a\",\"b\"]}");
        assertThat(tags(image)).containsExactly("a", "b");
        assertThat(owner.put(image + "/tags", JSON, "{\"tags\": []}").statusCode()).isEqualTo(200);
        assertThat(tags(image)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"images\": []}",
                "{\"images\": \"x\"}",
                "{\"images\": [1]}",
                "{\"images\": [\"x\"], \"force\": true}",
                "{\"images\": [\"x\"], \"tags\": [\"t\"], \"add\": [\"t\"]}",
                "{\"images\": [\"x\"]}",
                "{\"images\": [\"x\"], \"add\": \"t\"}",
                "{\"images\": [\"x\"], \"add\": [\"a\", \"t\"], \"remove\": [\"t\"]}",
                "{\"images\": [\"x\"], \"add\": [\"\\u0000\"]}"
            })
    void aBodyThatCannotBeUnderstoodIsRefusedAsAWhole(String body) {
        HttpResponse<String> answer = owner.post(TAG, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("message").stringValue()).isNotBlank();
    }

    @Test
    void moreThanAPageOfImagesIsRefused() {
        String ids =
                Stream.generate(() -> "\"" + UNKNOWN + "\"")
                        .limit(1001)
                        .collect(Collectors.joining(","));

        assertThat(owner.post(DELETE, "{\"images\": [" + ids + "]}").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"tags\": null}",
                "{\"tags\": [], \"x\": 1}",
                "{\"tags\": [1]}"
            })
    void tagsThatAreNoTagsChangeNothing(String body) {
        String image = owner.newImage("{\"tags\": [\"old\"]}");

        assertThat(owner.put(image + "/tags", JSON, body).statusCode()).isEqualTo(400);
        assertThat(tags(image)).containsExactly("old");
    }

    private static String images(String... paths) {
        return body("", paths);
    }

    private static String body(String more, String... paths) {
        String ids =
                Stream.of(paths)
                        .map(path -> "\"" + id(path) + "\"")
                        .collect(Collectors.joining(", "));
        return "{\"images\": [%s]%s}".formatted(ids, more.isEmpty() ? "" : ", " + more);
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static List<Integer> statuses(HttpResponse<String> answer) {
        return json(answer)
                .get("images")
                .valueStream()
                .map(result -> result.get("status").intValue())
                .toList();
    }

    private static String message(HttpResponse<String> answer, int index) {
        JsonNode message = json(answer).get("images").get(index).get("message");
        return message == null ? "" : message.stringValue();
    }

    private List<String> tags(String image) {
        return json(owner.get(image)).get("tags").valueStream().map(JsonNode::stringValue).toList();
    }
}
