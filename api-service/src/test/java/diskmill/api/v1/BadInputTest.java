package diskmill.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every wrong input of the v1 API: the status that it has, in the envelope, with a sentence that names what is wrong. */
class BadInputTest extends V1Test {

    private As owner;

    @BeforeEach
    void user() {
        owner = newUser("member");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"name", "containerFormat", "diskFormat", "imageAddress", "applicationNames"})
    void createNeedsAllThatIsRequired(String field) {
        ObjectNode absent = newImage("one");
        absent.remove(field);
        ObjectNode empty = newImage("one");
        empty.putNull(field);

        assertThat(refusal(post(owner, "/create", absent.toString()), 400))
                .isEqualTo("'%s' is missing; it must be given.".formatted(field));
        assertThat(refusal(post(owner, "/create", empty.toString()), 400))
                .contains("'" + field + "' is missing");
        assertThat(result(get(owner, "/list?status=SAVING")).get("total").intValue()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    name             | 7              | 'name' must be text.
                    name             | ""             | 'name' must not be empty.
                    name             | ["one"]        | 'name' must be text.
                    containerFormat  | true           | 'containerFormat' must be text.
                    containerFormat  | "BASE"         | 'containerFormat' must be one of BARE, OVF, AKI, ARI, AMI, DOCKER, UNRECOGNIZED.
                    containerFormat  | "OVA"          | 'containerFormat' must be one of
                    diskFormat       | 2              | 'diskFormat' must be text.
                    diskFormat       | "VHDX"         | 'diskFormat' must be one of RAW, VHD, VMDK, VDI, ISO, QCOW2, AKI, ARI, AMI, UNRECOGNIZED.
                    imageAddress     | {}             | 'imageAddress' must be text.
                    imageAddress     | "/etc/passwd"  | 'imageAddress' does not pass filtering:
                    imageAddress     | "http://10.0.0.1/disk" | 'imageAddress' does not pass filtering:
                    applicationNames | "viewer"       | 'applicationNames' must be a list.
                    applicationNames | [1]            | 'applicationNames' must be text.
                    applicationNames | [""]           | 'applicationNames' must not be empty.
                    description      | 1              | 'description' must be text.
                    displayName      | []             | 'displayName' must be text.
                    minLimit         | "4"            | 'minLimit' must be a whole number from 0
                    minLimit         | -1             | 'minLimit' must be a whole number from 0
                    minLimit         | 1.5            | 'minLimit' must be a whole number from 0
                    minLimit         | 9223372036854775808 | 'minLimit' must be a whole number from 0
                    size             | 1              | There is no parameter 'size'; there are name,
                    """)
    void createRefusesWhatIsNoSuchThing(String field, String value, String sentence) {
        ObjectNode body = newImage("one");
        body.set(field, new JsonMapper().readTree(value));

        assertThat(refusal(post(owner, "/create", body.toString()), 400)).contains(sentence);
        assertThat(result(get(owner, "/list?status=SAVING")).get("total").intValue()).isZero();
    }

    @Test
    void whatIsTooLongIsRefused() {
        ObjectNode named = newImage("像".repeat(256));
        ObjectNode described = newImage("one");
        described.put("description", "x".repeat(65_536));
        ObjectNode many = newImage("one");
        for (int i = 0; i < 101; i++) {
            many.withArray("applicationNames").add("application " + i);
        }

        assertThat(refusal(post(owner, "/create", named.toString()), 400)).contains("255");
        assertThat(refusal(post(owner, "/create", described.toString()), 400)).contains("65535");
        assertThat(refusal(post(owner, "/create", many.toString()), 400)).contains("100");
        assertThat(
                        result(post(owner, "/create", newImage("像".repeat(255)).toString()))
                                .get("name")
                                .stringValue())
                .hasSize(255);
    }

    @Test
    void aFormatIsFoundOutOnlyInABareContainer() {
        ObjectNode body = newImage("one");
        body.put("containerFormat", "OVF").put("diskFormat", "UNRECOGNIZED");

        assertThat(refusal(post(owner, "/create", body.toString()), 400)).contains("'diskFormat'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"name": 1}                        | 'name' must be text.
                    {"name": " "}                      | 'name' must not be empty.
                    {"minLimit": "four"}               | 'minLimit' must be a whole number
                    {"description": {}}                | 'description' must be text.
                    {"imageApplications": "1"}         | 'imageApplications' must be a list.
                    {"imageApplications": ["viewer"]}  | 'imageApplications' must be a list of the numbers
                    {"imageApplications": [1.5]}       | 'imageApplications' must be a list of the numbers
                    {"imageApplications": [0]}         | There is no application with the number 0
                    {"imageId": "11111111-1111-1111-1111-111111111111"} | 'imageId' is another image's
                    {"diskFormat": "RAW"}              | There is no parameter 'diskFormat'
                    """)
    void updateRefusesWhatIsNoSuchThing(String body, String sentence) {
        String id = createdId(owner, "one");

        assertThat(refusal(post(owner, "/" + id + "/update", body), 400)).contains(sentence);
        assertThat(result(get(owner, "/" + id + "/get")).get("name").stringValue())
                .isEqualTo("one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    page=0                | 'page' must be a whole number from 1
                    page=-1               | 'page' must be a whole number from 1
                    page=one              | 'page' must be a whole number from 1
                    page=99999999999      | 'page' must be a whole number from 1
                    page=5001             | 'page' and 'offset' reach to the first 100000 images
                    page=101&offset=1000  | 'page' and 'offset' reach to the first 100000 images
                    offset=0              | 'offset' must be a whole number from 1 to 1000.
                    offset=1001           | 'offset' must be a whole number from 1 to 1000.
                    offset=1000000000     | 'offset' must be a whole number from 1 to 1000.
                    page=1&page=2         | 'page' is given twice.
                    order=size            | 'order' must be name, created or updated.
                    asc=yes               | 'asc' must be true or false.
                    status=GONE           | 'status' must be one of ALL_STATUS, UNRECOGNIZED, ACTIVE,
                    keyword=one           | There is no parameter of this name; there are keywords,
                    keywords=%00          | 'keywords' holds a NUL
                    keywords=%0A          | 'keywords' is one line of text
                    keywords=a%0Ab        | 'keywords' is one line of text
                    """)
    void listRefusesWhatIsNoSuchThing(String query, String sentence) {
        assertThat(refusal(get(owner, "/list?" + query), 400)).contains(sentence);
    }

    @Test
    void tooLongKeywordsAreRefused() {
        assertThat(refusal(get(owner, "/list?keywords=" + "x".repeat(256)), 400)).contains("255");
    }

    @Test
    void theDeepestPageIsServed() {
        assertThat(result(get(owner, "/list?page=100&offset=1000")).get("entities").isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"none", "11111111-1111-1111-1111-111111111111", "5913d2e59778c38af32ec032"})
    void anUnknownImageIsNotFound(String id) {
        refusal(get(owner, "/" + id + "/get"), 404);
        refusal(get(owner, "/" + id + "/delete"), 404);
        refusal(post(owner, "/" + id + "/update", "{}"), 404);
        refusal(ask(owner, "DELETE", "/" + id + "/delete", null), 404);
    }

    @Test
    void anotherProjectsImageIsNotFound() {
        String id = createdId(newUser("member"), "theirs");

        assertThat(refusal(get(owner, "/" + id + "/get"), 404))
                .isEqualTo(refusal(get(owner, "/" + UUID.randomUUID() + "/get"), 404));
        refusal(get(owner, "/" + id + "/delete"), 404);
        refusal(post(owner, "/" + id + "/update", "{}"), 404);
    }

    @Test
    void whoMayOnlyReadMayNotChange() {
        Project project = newProject();
        As reader = newUser(project, "reader");
        String id = createdId(newUser(project, "member"), "one");

        refusal(post(reader, "/create", newImage("two").toString()), 403);
        refusal(post(reader, "/create", "{"), 403);
        refusal(post(reader, "/" + id + "/update", "{}"), 403);
        refusal(get(reader, "/" + id + "/delete"), 403);
        result(get(reader, "/" + id + "/get"));
    }

    @Test
    void whoIsNobodyIsTold() {
        refusal(send("GET", IMAGES + "/list", null, Map.of()), 401);
        refusal(send("POST", IMAGES + "/create", "{}", Map.of("Content-Type", JSON)), 401);
        refusal(send("GET", IMAGES + "/list", null, Map.of("HT-ACCESS-TOKEN", "wrong")), 401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "7",
                "{\"name\": \"a\", \"name\": \"b\"}",
                "{\"name\": \"\\ud800\"}"
            })
    void aBodyThatIsNoObjectIsRefused(String body) {
        refusal(post(owner, "/create", body), 400);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        refusal(post(owner, "/create", "{\"name\": \"" + "x".repeat(1 << 20) + "\"}"), 413);
    }

    @Test
    void anotherMediaTypeIsRefused() {
        var headers = new HashMap<>(credentials(owner));
        headers.put("Content-Type", "text/plain");

        refusal(send("POST", IMAGES + "/create", newImage("one").toString(), headers), 415);
    }

    @Test
    void otherMethodsAndAddressesAreTold() {
        String id = createdId(owner, "one");

        refusal(get(owner, "/create"), 405);
        refusal(post(owner, "/list", "{}"), 405);
        refusal(ask(owner, "PUT", "/" + id + "/get", "{}"), 405);
        refusal(ask(owner, "DELETE", "/" + id, null), 404);
        refusal(get(owner, "/nothing/here/at/all"), 404);
    }

    /** Spring answers a HEAD wherever it answers a GET. */
    @Test
    void aHeadDeletesNothing() {
        String id = createdId(owner, "one");

        assertThat(ask(owner, "HEAD", "/" + id + "/delete", null).statusCode()).isEqualTo(405);
        result(get(owner, "/" + id + "/get"));
    }
}
