package diskmill.api.v2.lists;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Lists over HTTP: parameters and links. Which images are in them is shown by {@code ImagePagesTest} and {@code PermissionsTest}. */
class ListsOverHttpTest extends FaceTest {

    @Autowired private JdbcClient database;

    private As admin;

    /** A property that the images of one test have alone. */
    private final String batch = UUID.randomUUID().toString();

    @BeforeEach
    void logIn() {
        admin = new As(adminToken());
    }

    @Test
    void listsPageByMarkerUntilNoneIsLeft() {
        for (int i = 0; i < 5; i++) {
            admin.newImage("{\"name\": \"paged %d\", \"batch\": \"paging test\"}".formatted(i));
        }

        JsonNode first = json(admin.get("/v2/images?batch=paging%20test&limit=2&sort=name:asc"));
        JsonNode second = json(admin.get(first.get("next").stringValue()));
        JsonNode third = json(admin.get(second.get("next").stringValue()));

        assertThat(names(first)).containsExactly("paged 0", "paged 1");
        assertThat(names(second)).containsExactly("paged 2", "paged 3");
        assertThat(names(third)).containsExactly("paged 4");
        assertThat(third.has("next")).isFalse();
        assertThat(first.get("first").stringValue())
                .startsWith("/v2/images?")
                .doesNotContain("marker");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=x",
                "limit=-1",
                "marker=x",
                "marker=0b3f4f5c-6f6e-4f3c-9a52-5d8b2c1e7aff",
                "sort=colour:asc",
                "sort=name:up",
                "sort=name&sort_key=id",
                "sort_dir=up",
                "sort_key=name&sort_key=id&sort_dir=asc&sort_dir=asc&sort_dir=asc",
                "size_min=x",
                "created_at=yesterday",
                "created_at=0000-12-31T23:59:59Z",
                "created_at=lt:-0001-01-01T00:00:00",
                "updated_at=gt:%2B10000-01-01T00:00:00Z",
                "updated_at=%2B999999999-12-31T23:59:59-18:00",
                "visibility=secret",
                "protected=maybe",
                "member_status=lost",
                "changes-since=yesterday",
                "changes_since=2026-02-30",
                "changes-since=1764108000",
                "changes-since=",
                "sort_key=name&sort-dir=up",
                "sort=name:asc&sort-key=size",
                "sort=name:asc,name:desc",
                "sort=name;drop%20table%20images",
                "name=in:%22open",
                "limit=99999999999999999999",
                "colour_min=1",
                "name=%00"
            })
    void aListThatCannotBeIsRefused(String query) {
        HttpResponse<String> answer = admin.get("/v2/images?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("message").stringValue()).endsWith(".");
    }

    @Test
    void listsAreFilteredByFieldsTagsAndProperties() {
        admin.newImage(
                "{\"name\": \"filter a,b\", \"tags\": [\"t1\", \"t2\"], \"kind\": \"filter test\"}");
        admin.newImage("{\"name\": \"filter c\", \"tags\": [\"t1\"], \"kind\": \"filter test\"}");

        assertThat(names(json(admin.get("/v2/images?kind=filter%20test&tag=t1&tag=t2"))))
                .containsExactly("filter a,b");
        assertThat(
                        names(
                                json(
                                        admin.get(
                                                "/v2/images?sort=name:asc&name=in:%22filter%20a,b%22,filter%20c"))))
                .containsExactly("filter a,b", "filter c");
        assertThat(names(json(admin.get("/v2/images?kind=filter%20test&status=active")))).isEmpty();
        assertThat(
                        names(
                                json(
                                        admin.get(
                                                "/v2/images?kind=filter%20test&created_at=gt:2020-01-01T00:00:00Z"))))
                .hasSize(2);
    }

    @Test
    void aWalkAlongAListHoldsWhileImagesComeAndGo() {
        for (int i = 0; i < 4; i++) {
            add("n" + i);
        }
        JsonNode first = list("limit=2");
        assertThat(names(first)).containsExactly("n3", "n2");

        add("new");
        admin.delete(first.get("images").get(1).get("self").stringValue());
        JsonNode second = json(admin.get(first.get("next").stringValue()));

        assertThat(names(second)).containsExactly("n1", "n0");
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void aMarkerThatWasDeletedKeepsItsPlaceAmongNames() {
        String gone = add("b");
        add("c");
        add("a");
        admin.delete(gone);

        assertThat(names(list("sort=name:asc&marker=" + gone.substring(gone.lastIndexOf('/') + 1))))
                .containsExactly("c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"size", "status", "updated_at"})
    void aMarkerThatWasDeletedHasNoPlaceInWhatIsLostWithIt(String key) {
        String gone = add("gone");
        admin.delete(gone);
        String id = gone.substring(gone.lastIndexOf('/') + 1);

        assertThat(admin.get("/v2/images?sort=" + key + "&marker=" + id).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort=name:asc",
                "sort_key=name&sort_dir=asc",
                "sort-key=name&sort-dir=asc",
                "sort_key=name&sort-dir=asc",
                "sort_key=name&sort_key=size&sort_dir=asc&sort_dir=desc",
                "sort=%20name:asc,%20size",
                "sort=name:asc,size:"
            })
    void anOrderMayBeSpelledInManyWays(String order) {
        add("b");
        add("c");
        add("a");

        assertThat(names(list(order))).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sort=created_at", "sort_dir=desc", "sort=created_at:desc,id:asc"})
    void theNewestComesFirstUnlessAskedOtherwise(String order) {
        add("1");
        add("2");

        assertThat(names(list(order))).containsExactly("2", "1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-03-04T05:06:07Z                | 2",
                "2026-03-04T05:06:07                 | 2",
                "2026-03-04T05:06:08Z                | 1",
                "2026-03-04T05:06:07.5Z              | 1",
                "2026-03-04T13:06:07+08:00           | 2",
                "2026-03-04T13:06:07+0800            | 2",
                "2026-03-04T13:06:08+08:00           | 1",
                "2026-03-04T00:06:08-05              | 1",
                "2026-03-04 05:06:08                 | 1",
                "2026-03-04                          | 2",
                "2026-03-05                          | 1",
                "2026-12-31T23:59:59Z                | 0"
            })
    void whatWasChangedSinceIsListed(String time, int expected) {
        updated(add("a"), "2026-03-04T05:06:07.4Z");
        updated(add("b"), "2026-06-01T00:00:00Z");
        String since = encoded(time.strip());

        assertThat(names(list("changes-since=" + since))).hasSize(expected);
        assertThat(names(list("changes_since=" + since))).hasSize(expected);
        assertThat(names(list("updated_at=gte:" + since))).hasSize(expected);
    }

    @ParameterizedTest
    @CsvSource({"eq:, 1", "'', 1", "neq:, 1", "gt:, 1", "gte:, 2", "lt:, 0", "lte:, 1"})
    void timesAreCompared(String comparison, int expected) {
        updated(add("a"), "2026-03-04T05:06:07Z");
        updated(add("b"), "2026-06-01T00:00:00Z");

        assertThat(names(list("updated_at=" + comparison + "2026-03-04T05:06:07Z")))
                .hasSize(expected);
    }

    @Test
    void valuesWithCommasStandInQuotes() {
        add("a,b");
        add("c");
        add("d");

        assertThat(names(list("sort=name:asc&name=in:" + encoded("\"a,b\",c"))))
                .containsExactly("a,b", "c");
        assertThat(names(list("name=in:nothing"))).isEmpty();
        assertThat(names(list("name=eq:c"))).containsExactly("c");
        assertThat(names(list("status=in:queued,active&sort=name"))).hasSize(3);
        assertThat(names(list("id=in:nonsense"))).isEmpty();
    }

    @Test
    void filtersOfEveryKindHoldTogether() {
        admin.newImage(
                """
                {"name": "一", "tags": ["甲", "b"], "batch": "%s", "min_ram": 512, "protected": true, "disk_format": "raw",
                 "container_format": "bare", "os:type": "linux"}
                """
                        .formatted(batch));
        add("hidden");
        String hidden = list("name=hidden").get("images").get(0).get("self").stringValue();
        admin.patch(hidden, "[{\"op\": \"replace\", \"path\": \"/os_hidden\", \"value\": true}]");

        assertThat(names(list(""))).containsExactly("一");
        assertThat(names(list("os_hidden=true"))).containsExactly("hidden");
        assertThat(names(list("os_hidden=false"))).containsExactly("一");
        assertThat(
                        names(
                                list(
                                        "tag=%E7%94%B2&tag=b&min_ram=512&min_ram_min=1&min_disk_max=0&protected=true&disk_format=raw"
                                                + "&container_format=in:bare,ova&os%3Atype=linux&name=%E4%B8%80")))
                .containsExactly("一");
        assertThat(names(list("tag=b&tag=c"))).isEmpty();
        assertThat(names(list("protected=false"))).isEmpty();
        assertThat(names(list("size_min=1"))).isEmpty();
        assertThat(names(list("os%3Atype=windows"))).isEmpty();
        assertThat(names(list("owner=nobody"))).isEmpty();
        String image = list("").get("images").get(0).get("self").stringValue();
        admin.patch(image, "[{\"op\": \"replace\", \"path\": \"/protected\", \"value\": false}]");
    }

    @Test
    void linksKeepTheParametersOfTheList() {
        for (int i = 0; i < 3; i++) {
            admin.newImage(
                    "{\"name\": \"n%d\", \"batch\": \"%s\", \"tags\": [\"a&b\", \"größe\"]}"
                            .formatted(i, batch));
        }
        String query = "limit=2&tag=a%26b&tag=gr%C3%B6%C3%9Fe&sort-key=name&sort-dir=asc";

        JsonNode first = list(query);
        JsonNode second = json(admin.get(first.get("next").stringValue()));

        assertThat(names(first)).containsExactly("n0", "n1");
        assertThat(names(second)).containsExactly("n2");
        assertThat(names(json(admin.get(second.get("first").stringValue()))))
                .containsExactly("n0", "n1");
        assertThat(first.get("schema").stringValue()).isEqualTo("/v2/schemas/images");
    }

    @Test
    void aListOfNoneIsEmpty() {
        add("a");

        JsonNode none = list("limit=0");
        assertThat(names(none)).isEmpty();
        assertThat(none.has("next")).isFalse();
    }

    @Test
    void headSaysWhatGetDoes() {
        add("a");
        String path = "/v2/images?batch=" + batch;

        HttpResponse<String> head = send("HEAD", path, null, Map.of("X-Auth-Token", adminToken()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Type"))
                .isEqualTo(admin.get(path).headers().firstValue("Content-Type"));
    }

    private String add(String name) {
        return admin.newImage("{\"name\": \"%s\", \"batch\": \"%s\"}".formatted(name, batch));
    }

    private void updated(String image, String time) {
        database.sql("update images set updated_at = :time where id = cast(:id as uuid)")
                .param("time", Instant.parse(time).atOffset(java.time.ZoneOffset.UTC))
                .param("id", image.substring(image.lastIndexOf('/') + 1))
                .update();
    }

    private JsonNode list(String query) {
        HttpResponse<String> answer = admin.get("/v2/images?batch=" + batch + "&" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static java.util.List<String> names(JsonNode page) {
        return page.get("images")
                .valueStream()
                .map(image -> image.get("name").stringValue())
                .toList();
    }
}
