package diskmill.api.v2.images;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An image's entity tag, and requests that hold only for one state of it. */
class ConditionsOverHttpTest extends FaceTest {

    private static final String RENAME =
            "[{\"op\": \"replace\", \"path\": \"/name\", \"value\": \"new\"}]";

    private As admin;
    private String image;

    @BeforeEach
    void logIn() {
        admin = new As(adminToken());
        image = admin.newImage("{\"name\": \"old\"}");
    }

    @Test
    void eachChangeGivesAnImageAnotherTag() {
        String first = tag(admin.get(image));
        String second = tag(admin.patch(image, RENAME));
        admin.put(image + "/tags/x", JSON, "");
        String third = tag(admin.get(image));

        assertThat(first).matches("\"[0-9a-f]+\"").isNotEqualTo(second);
        assertThat(third).isNotEqualTo(second);
        assertThat(tag(admin.get(image))).isEqualTo(third);
    }

    @Test
    void aNewImageComesWithItsTag() {
        HttpResponse<String> made = admin.post("/v2/images", "{}");

        assertThat(tag(admin.get(json(made).get("self").stringValue()))).isEqualTo(tag(made));
    }

    @Test
    void whatTheCallerHasIsNotSentAgain() {
        String tag = tag(admin.get(image));

        HttpResponse<String> same = admin.get(image, "If-None-Match", "\"other\", " + tag);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(tag(same)).isEqualTo(tag);
        admin.patch(image, RENAME);
        assertThat(admin.get(image, "If-None-Match", tag).statusCode()).isEqualTo(200);
    }

    @Test
    void aChangeOfAnotherStateIsRefusedAndTellsWhichOneItIs() {
        String old = tag(admin.get(image));
        assertThat(patchIf(old).statusCode()).isEqualTo(200);

        HttpResponse<String> refused = patchIf(old);

        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(json(refused).get("message").stringValue()).endsWith(".");
        assertThat(tag(refused)).isEqualTo(tag(admin.get(image)));
        assertThat(patchIf("*").statusCode()).isEqualTo(200);
    }

    @Test
    void aDeleteOfAnotherStateIsRefused() {
        String old = tag(admin.get(image));
        admin.patch(image, RENAME);

        assertThat(deleteIf(old).statusCode()).isEqualTo(412);
        assertThat(admin.get(image).statusCode()).isEqualTo(200);
        assertThat(deleteIf(tag(admin.get(image))).statusCode()).isEqualTo(204);
    }

    @Test
    void headSaysWhatGetDoes() {
        HttpResponse<String> head = send("HEAD", image, null, Map.of("X-Auth-Token", adminToken()));
        HttpResponse<String> get = admin.get(image);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(tag(head)).isEqualTo(tag(get));
        assertThat(head.headers().firstValue("Content-Type"))
                .isEqualTo(get.headers().firstValue("Content-Type"));
    }

    private HttpResponse<String> patchIf(String tag) {
        return send(
                "PATCH",
                image,
                RENAME,
                Map.of("X-Auth-Token", adminToken(), "Content-Type", PATCH, "If-Match", tag));
    }

    private HttpResponse<String> deleteIf(String tag) {
        return send("DELETE", image, null, Map.of("X-Auth-Token", adminToken(), "If-Match", tag));
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }
}
