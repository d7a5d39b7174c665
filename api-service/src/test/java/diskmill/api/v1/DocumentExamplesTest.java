package diskmill.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The examples of the v1 API's document, as its client would send them, and the fields of their answers. */
class DocumentExamplesTest extends V1Test {

    /** Of the answers to create and to update. */
    private static final String WITH_IDS =
            """
            {"unique":"5913d2e59778c38af32ec032", "status":"ACTIVED","created":1494471397428, "updated":1494471397428,"name":"ls-junit",
             "displayName":"windows7","minLimit":4, "size":13287936,"minRam":0,"minDisk":0, "description":"junit测试-可删除",
             "imageApplications":[1,2,3], "containerFormat":"bare","diskFormat":"qcow2", "links":[]}
            """;

    /** Of the answers to get and to list. */
    private static final String WITH_NAMES =
            """
            {"unique":"590d77bb37da647417197552", "status":"ACTIVED", "created":1494054843518, "updated":1494054843518,
             "name":"ls-junit", "size":13287936,"minRam":0,"minDisk":0, "description":"junit测试-可删除",
             "applicationNames":["viewer","QQ","mysql"], "containerFormat":null,"diskFormat":null, "links":[]}
            """;

    /** What its tables name beside the examples, and the fields of one's own that the other has. */
    private static final Set<String> BESIDE =
            Set.of("isPublic", "isProtected", "displayName", "minLimit");

    @Test
    void createAnswersAsItsExample() {
        long before = System.currentTimeMillis();
        JsonNode made =
                result(
                        post(
                                newUser("member"),
                                "/create",
                                newImage("ls-junit")
                                        .put("displayName", "windows7")
                                        .put("minLimit", 4)
                                        .toString()));

        checkFields(made, WITH_IDS);
        assertThat(made.get("name").stringValue()).isEqualTo("ls-junit");
        assertThat(made.get("displayName").stringValue()).isEqualTo("windows7");
        assertThat(made.get("minLimit").intValue()).isEqualTo(4);
        assertThat(made.get("description").stringValue()).isEqualTo("junit测试-可删除");
        assertThat(made.get("containerFormat").stringValue()).isEqualTo("bare");
        assertThat(made.get("diskFormat").stringValue()).isEqualTo("qcow2");
        assertThat(made.get("imageApplications").size()).isEqualTo(3);
        assertThat(made.get("size").intValue()).isZero();
        assertThat(made.get("status").stringValue()).isEqualTo("SAVING");
        assertThat(made.get("created").longValue()).isBetween(before, System.currentTimeMillis());
        assertThat(made.get("updated").longValue())
                .isBetween(made.get("created").longValue(), System.currentTimeMillis());
    }

    @Test
    void updateAnswersAsItsExample() {
        As owner = newUser("member");
        JsonNode made = create(owner, "ls-junit");
        String id = made.get("unique").stringValue();

        JsonNode changed =
                result(
                        post(
                                owner,
                                "/" + id + "/update",
                                """
                                {"imageId": "%s", "name": "test", "minLimit": 4, "description": "junit测试-可删除",
                                 "imageApplications": ["%s"]}
                                """
                                        .formatted(
                                                id,
                                                made.get("imageApplications").get(1).longValue())));

        checkFields(changed, WITH_IDS);
        assertThat(changed.get("name").stringValue()).isEqualTo("test");
        assertThat(changed.get("minLimit").intValue()).isEqualTo(4);
        assertThat(changed.get("imageApplications").get(0))
                .isEqualTo(made.get("imageApplications").get(1));
        assertThat(changed.get("imageApplications").size()).isEqualTo(1);
        assertThat(changed.get("updated").longValue())
                .isGreaterThanOrEqualTo(made.get("updated").longValue());
    }

    @Test
    void getAnswersAsItsExample() {
        As owner = newUser("member");
        String id = createdId(owner, "ls-junit");

        JsonNode shown = result(get(owner, "/" + id + "/get"));

        checkFields(shown, WITH_NAMES);
        assertThat(shown.get("unique").stringValue()).isEqualTo(id);
        assertThat(shown.get("applicationNames").toString())
                .isEqualTo("[\"viewer\",\"QQ\",\"mysql\"]");
        assertThat(shown.get("isPublic").booleanValue()).isFalse();
        assertThat(shown.get("isProtected").booleanValue()).isFalse();
    }

    @Test
    void listAnswersAsItsExample() {
        As owner = newUser("member");
        createdId(owner, "ls-junit");

        JsonNode page =
                result(
                        get(
                                owner,
                                "/list?keywords=LS-j&status=ALL_STATUS&page=1&offset=20&order=name&asc=true"));

        assertThat(page.propertyNames())
                .containsExactly("total", "hasPrevious", "hasNext", "entities", "links");
        assertThat(page.get("total").intValue()).isEqualTo(1);
        assertThat(page.get("hasPrevious").booleanValue()).isFalse();
        assertThat(page.get("hasNext").booleanValue()).isFalse();
        checkFields(page.get("entities").get(0), WITH_NAMES);
    }

    @Test
    void deleteAnswersAsItsExample() {
        As owner = newUser("member");
        String id = createdId(owner, "ls-junit");

        var answer = get(owner, "/" + id + "/delete");

        assertThat(json(answer).propertyNames()).containsExactly("status", "message", "links");
        assertThat(result(answer).isMissingNode()).isTrue();
        refusal(get(owner, "/" + id + "/get"), 404);
    }

    private static void checkFields(JsonNode answer, String example) {
        Set<String> wanted = new TreeSet<>(new JsonMapper().readTree(example).propertyNames());
        wanted.addAll(BESIDE);
        assertThat(answer.propertyNames()).containsExactlyInAnyOrderElementsOf(wanted);
    }
}
