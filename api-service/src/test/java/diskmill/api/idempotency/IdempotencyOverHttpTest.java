package diskmill.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class IdempotencyOverHttpTest extends FaceTest {

    private static final String IMAGE = "{\"name\": \"once\"}";

    @Autowired private JdbcClient database;

    private As owner;
    private String key;

    @BeforeEach
    void logIn() {
        owner = newUser("member");
        key = UUID.randomUUID().toString();
    }

    @Test
    void theSameRequestAgainGetsTheSameAnswerAndMakesNothing() {
        HttpResponse<String> first = post(key, IMAGE);
        HttpResponse<String> again = post(key, IMAGE);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(images()).isEqualTo(1);
    }

    @Test
    void theKeyCountsInEverySpellingOfTheAddress() {
        post("/%762/images", key, IMAGE);

        assertThat(post("/%762/images", key, IMAGE).headers().firstValue("Idempotent-Replayed"))
                .hasValue("true");
        assertThat(images()).isEqualTo(1);
    }

    @Test
    void ofManyAtOnceOneMakesTheImage() throws Exception {
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                answers.add(clients.submit(() -> post(key, IMAGE)));
            }
        }

        for (Future<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().statusCode()).isIn(201, 409);
        }
        assertThat(images()).isEqualTo(1);
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefused() {
        post(key, IMAGE);

        assertThat(post(key, "{\"name\": \"another\"}").statusCode()).isEqualTo(422);
        assertThat(images()).isEqualTo(1);
    }

    @Test
    void aRequestThatWasRefusedMayComeAgainUnderItsKey() {
        assertThat(post(key, "{\"min_ram\": -1}").statusCode()).isEqualTo(400);

        assertThat(post(key, IMAGE).statusCode()).isEqualTo(201);
    }

    @Test
    void aKeyIsItsProjectsOwn() {
        post(key, IMAGE);
        owner = newUser("member");

        assertThat(post(key, IMAGE).headers().firstValue("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void afterADayTheKeyIsNewAgain() {
        post(key, IMAGE);
        database.sql(
                        "update idempotent_answers set begun_at = begun_at - interval '25 hours' where key = :key")
                .param("key", key)
                .update();

        assertThat(post(key, IMAGE).headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(images()).isEqualTo(2);
    }

    @Test
    void aFirstRequestThatDiedWithItsProcessIsNotDoneASecondTime() {
        post(key, IMAGE);
        database.sql(
                        "update idempotent_answers set status = null, begun_at = begun_at - interval '1 hour' where key = :key")
                .param("key", key)
                .update();

        assertThat(post(key, IMAGE).statusCode()).isEqualTo(409);
        assertThat(images()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", ""})
    void aKeyThatIsNoneIsRefused(String nonsense) {
        assertThat(post(nonsense, IMAGE).statusCode()).isEqualTo(400);
        assertThat(images()).isZero();
    }

    private HttpResponse<String> post(String idempotencyKey, String body) {
        return post("/v2/images", idempotencyKey, body);
    }

    private HttpResponse<String> post(String path, String idempotencyKey, String body) {
        return send(
                "POST",
                path,
                body,
                Map.of(
                        "X-Auth-Token",
                        owner.token(),
                        "Content-Type",
                        JSON,
                        "Idempotency-Key",
                        idempotencyKey));
    }

    private int images() {
        return json(owner.get("/v2/images?visibility=shared")).get("images").size();
    }
}
