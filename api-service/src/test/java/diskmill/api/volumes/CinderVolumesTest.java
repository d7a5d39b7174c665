package diskmill.api.volumes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import diskmill.api.CinderServer;
import diskmill.api.CinderServer.Answer;
import diskmill.api.web.Refusal;
import diskmill.image.ImageId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class CinderVolumesTest {

    private static final ImageId IMAGE = ImageId.random();
    private static final NewVolume PLAIN = new NewVolume(IMAGE, 3, null, null, null);

    private final CinderServer cinder = new CinderServer();

    @AfterEach
    void stop() {
        cinder.close();
    }

    @Test
    void theVolumeIsAskedForAsTheCaller() {
        Volume made =
                at(cinder.endpoint())
                        .create(new NewVolume(IMAGE, 20, "系统盘", "fast", "az1"), "a token");

        assertThat(made)
                .isEqualTo(
                        new Volume(
                                CinderServer.VOLUME,
                                "creating",
                                cinder.endpoint() + "/volumes/" + CinderServer.VOLUME));
        CinderServer.Asked asked = cinder.asked().getFirst();
        assertThat(asked.line()).isEqualTo("POST /v3/p1/volumes");
        assertThat(asked.token()).isEqualTo("a token");
        assertThat(asked.type()).isEqualTo("application/json");
        assertSays(
                asked,
                """
                {"volume": {"size": 20, "imageRef": "%s", "name": "系统盘", "volume_type": "fast", "availability_zone": "az1"}}
                """);
    }

    @Test
    void whatIsNotGivenIsNotSent() {
        at(cinder.endpoint()).create(PLAIN, "a token");

        assertSays(cinder.asked().getFirst(), "{\"volume\": {\"size\": 3, \"imageRef\": \"%s\"}}");
    }

    private static void assertSays(CinderServer.Asked asked, String json) {
        var mapper = new JsonMapper();
        assertThat(mapper.readTree(asked.body())).isEqualTo(mapper.readTree(json.formatted(IMAGE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "//"})
    void anAnswerWithoutALinkGetsOneBelowTheCatalogsAddress(String end) {
        cinder.answers(202, "{\"volume\": {\"id\": \"v1\", \"links\": 7}}");

        Volume made = at(URI.create(cinder.endpoint() + end)).create(PLAIN, "a token");

        assertThat(made).isEqualTo(new Volume("v1", "creating", cinder.endpoint() + "/volumes/v1"));
    }

    /** The words of Cinder itself are recorded; pages are what stands before it, or in its place. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    400 | {"badRequest": {"code": 400, "message": "Invalid image identifier or unable to access requested image."}} | 400 | Invalid image identifier
                    400 | {"badRequest": {"code": 400, "message": "Availability zone 'nope' is invalid."}} | 400 | Availability zone 'nope' is invalid.
                    403 | {"forbidden": {"code": 403, "message": "Policy doesn't allow volume:create to be performed."}} | 403 | Policy doesn't allow
                    404 | {"itemNotFound": {"code": 404, "message": "Volume type with name x could not be found."}} | 400 | Volume type with name x
                    409 | {"conflictingRequest": {"code": 409, "message": "In use"}} | 409 | In use.
                    413 | {"overLimit": {"code": 413, "message": "VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes quota. Requested 100000G, quota is 1000G and 1G has been consumed.", "retryAfter": "0"}} | 413 | quota is 1000G and 1G has been consumed.
                    413 | <html>too much</html> | 413 | it does not say why
                    429 | {"error": {"code": 429, "message": "slowly"}} | 429 | slowly.
                    401 | {"error": {"code": 401, "title": "Unauthorized", "message": "The request you have made requires authentication."}} | 401 | get a new one
                    503 | <html>no server</html> | 503 | no volume was made
                    500 | {"computeFault": {"code": 500, "message": "The server has either erred\\nor is incapable."}} | 502 | The server has either erred or is incapable.). The volume may have been made
                    502 | <html>bad gateway</html> | 502 | The volume may have been made
                    200 | <html>it works</html> | 502 | The volume may have been made
                    202 | {"volume": {"id": "../x"}} | 502 | The volume may have been made
                    404 | <html>nothing</html> | 409 | does not answer as one
                    405 | {} | 409 | no volume was made
                    300 | {"versions": []} | 409 | does not answer as one
                    """)
    void whatCinderRefusesIsRefusedInItsWords(int status, String body, int ours, String sentence) {
        cinder.answers(status, body);

        Refusal refused = refusal(at(cinder.endpoint()));

        assertThat(refused.status()).isEqualTo(ours);
        assertThat(refused.sentence()).contains(sentence).endsWith(".").doesNotContain("<html>");
    }

    /** By characters, of which some are two of Java's. */
    @ParameterizedTest
    @CsvSource({"500, false", "501, true", "25000, true"})
    void aVeryLongSentenceIsCutShort(int length, boolean isCut) {
        cinder.answers(
                400, "{\"badRequest\": {\"message\": \"%s\"}}".formatted("💿".repeat(length)));

        assertThat(refusal(at(cinder.endpoint())).sentence())
                .hasSizeLessThan(1_200)
                .endsWith("💿" + (isCut ? "…" : "."));
    }

    @Test
    void aCinderThatIsNotThereHasMadeNothing() {
        cinder.close();

        Refusal refused = refusal(at(cinder.endpoint()));

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers()).containsKey("Retry-After");
        assertThat(refused.sentence()).contains("no volume was made");
    }

    @Test
    void afterSilenceNobodyKnowsAndTheTokenIsInNoLog(CapturedOutput output) {
        cinder.answers(new Answer.Silence());

        Refusal refused = refusal(at(cinder.endpoint(), Duration.ofMillis(500)));

        assertThat(refused.status()).isEqualTo(504);
        assertThat(refused.sentence()).contains("may have been made");
        assertThat(cinder.asked()).hasSize(1);
        assertThat(output).contains("nothing is known of it").doesNotContain("a-secret-token");
    }

    @Test
    void afterAConnectionThatBreaksOffNobodyKnowsAndNothingIsAskedTwice() {
        cinder.answers(new Answer.BreaksOff());

        assertThat(refusal(at(cinder.endpoint())).status()).isEqualTo(504);
        assertThat(cinder.asked()).hasSize(1);
    }

    /** As when this process ends: the question has been sent, so its key must not be given back. */
    @Test
    void whoIsInterruptedDoesNotKnowEither() throws Exception {
        cinder.answers(new Answer.Silence());
        CinderVolumes volumes = at(cinder.endpoint());
        var answer = new CompletableFuture<Refusal>();
        Thread asking = Thread.ofVirtual().start(() -> answer.complete(refusal(volumes)));
        await().until(() -> !cinder.asked().isEmpty());

        asking.interrupt();

        assertThat(answer.get(30, TimeUnit.SECONDS).status()).isEqualTo(504);
    }

    @Test
    void ofAnAnswerOnlySoMuchIsRead() {
        cinder.answers(202, "{\"volume\": {\"id\": \"%s\"}}".formatted("x".repeat(1 << 20)));

        assertThat(refusal(at(cinder.endpoint())).status()).isEqualTo(504);
    }

    @Test
    void aRedirectIsNotFollowedWithTheToken() {
        try (CinderServer elsewhere = new CinderServer()) {
            cinder.answers(
                    new Answer.Text(
                            307, "", Map.of("Location", elsewhere.endpoint() + "/volumes")));

            assertThat(refusal(at(cinder.endpoint())).status()).isEqualTo(409);
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    void aCatalogWithoutACinderSaysWhatIsMissing() {
        Refusal refused = refusal(at(null));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.sentence()).contains("block-storage or volumev3, public, in RegionOne");
    }

    private static CinderVolumes at(@Nullable URI endpoint) {
        return at(endpoint, Duration.ofMinutes(1));
    }

    private static CinderVolumes at(@Nullable URI endpoint, Duration timeout) {
        return new CinderVolumes(
                new VolumeSettings("RegionOne", "public", timeout),
                (types, region, reach, _) -> {
                    assertThat(types).isEqualTo(List.of("block-storage", "volumev3"));
                    assertThat(region + " " + reach).isEqualTo("RegionOne public");
                    return Optional.ofNullable(endpoint);
                });
    }

    private static Refusal refusal(CinderVolumes volumes) {
        return catchThrowableOfType(Refusal.class, () -> volumes.create(PLAIN, "a-secret-token"));
    }
}
