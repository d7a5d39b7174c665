package diskmill.api.v2.images;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagsOverHttpTest extends FaceTest {

    private As admin;

    @BeforeEach
    void logIn() {
        admin = new As(adminToken());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "with space",
                "磁盘",
                "größe+1",
                "a:b@c;d",
                "🖴",
                "a/b",
                "/",
                "a\\b",
                "100%",
                "%2F"
            })
    void aTagOfAnyScriptIsSetAndTakenAway(String tag) {
        String image = admin.newImage("{\"tags\": [\"other\"]}");
        String path = image + "/tags/" + encoded(tag);

        assertThat(put(path).statusCode()).isEqualTo(204);
        assertThat(put(path).statusCode()).isEqualTo(204);
        assertThat(tags(image)).containsExactlyInAnyOrder("other", tag);
        assertThat(admin.delete(path).statusCode()).isEqualTo(204);
        assertThat(tags(image)).containsExactly("other");
        assertThat(admin.delete(path).statusCode()).isEqualTo(404);
    }

    @Test
    void aTagHasGlancesLength() {
        String image = admin.newImage("{}");

        assertThat(put(image + "/tags/" + encoded("磁".repeat(255))).statusCode()).isEqualTo(204);
        HttpResponse<String> tooLong = put(image + "/tags/" + "x".repeat(256));
        assertThat(tooLong.statusCode()).isEqualTo(400);
        assertThat(json(tooLong).get("message").stringValue()).contains("255");
        assertThat(put(image + "/tags/%00").statusCode()).isEqualTo(400);
    }

    /** Glance takes it too, in lists. Its address is what openstacksdk makes of {@code openstack image unset --tag ''}. */
    @Test
    void theEmptyTagOfAListIsTakenAwayByItsAddress() {
        String image = admin.newImage("{\"tags\": [\"\", \"other\"]}");
        assertThat(tags(image)).containsExactlyInAnyOrder("", "other");

        assertThat(admin.delete(image + "/tags/").statusCode()).isEqualTo(204);

        assertThat(tags(image)).containsExactly("other");
        assertThat(admin.delete(image + "/tags/").statusCode()).isEqualTo(404);
        assertThat(put(image + "/tags/").statusCode()).isEqualTo(405);
        assertThat(
                        new As(login(newAccount("member"), PASSWORD, null))
                                .delete(image + "/tags/")
                                .statusCode())
                .isEqualTo(404);
    }

    @Test
    void tagsOfAnImageThatHasChangedSinceAreLeftAlone() {
        String image = admin.newImage("{\"tags\": [\"a\"]}");
        String before = admin.get(image).headers().firstValue("ETag").orElseThrow();
        assertThat(withState("PUT", image + "/tags/b", null, before)).isEqualTo(204);

        assertThat(withState("PUT", image + "/tags/c", null, before)).isEqualTo(412);
        assertThat(withState("DELETE", image + "/tags/a", null, before)).isEqualTo(412);
        assertThat(withState("PUT", image + "/tags", "{\"tags\": []}", before)).isEqualTo(412);
        assertThat(tags(image)).containsExactlyInAnyOrder("a", "b");

        String now = admin.get(image).headers().firstValue("ETag").orElseThrow();
        assertThat(withState("DELETE", image + "/tags/c", null, now)).isEqualTo(404);
        assertThat(withState("DELETE", image + "/tags/a", null, now)).isEqualTo(204);
        assertThat(tags(image)).containsExactly("b");
    }

    private int withState(String method, String path, @Nullable String body, String state) {
        return send(
                        method,
                        path,
                        body,
                        Map.of(
                                "X-Auth-Token",
                                adminToken(),
                                "Content-Type",
                                "application/json",
                                "If-Match",
                                state))
                .statusCode();
    }

    @Test
    void anImageThatIsNotThereHasNoTags() {
        String image = "/v2/images/0b3f4f5c-6f6e-4f3c-9a52-5d8b2c1e7aff";

        assertThat(put(image + "/tags/x").statusCode()).isEqualTo(404);
        assertThat(admin.delete(image + "/tags/x").statusCode()).isEqualTo(404);
    }

    @Test
    void tagsThatAreSetAtOnceAreAllThereAndNeverTooMany() throws Exception {
        String image = admin.newImage("{}");
        List<Callable<Integer>> additions =
                IntStream.range(0, 140)
                        .mapToObj(number ->
                                (Callable<Integer>)
                                        () -> put(image + "/tags/t" + number).statusCode())
                        .toList();
        int refused = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> answer : threads.invokeAll(additions)) {
                assertThat(answer.get()).isIn(204, 413);
                refused += answer.get() == 413 ? 1 : 0;
            }
        }

        assertThat(refused).isEqualTo(12);
        assertThat(tags(image)).hasSize(128).doesNotHaveDuplicates();
    }

    private HttpResponse<String> put(String path) {
        return send("PUT", path, null, Map.of("X-Auth-Token", adminToken()));
    }

    private List<String> tags(String image) {
        return json(admin.get(image))
                .get("tags")
                .valueStream()
                .map(tag -> tag.stringValue())
                .toList();
    }

    private static String encoded(String tag) {
        return URLEncoder.encode(tag, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
