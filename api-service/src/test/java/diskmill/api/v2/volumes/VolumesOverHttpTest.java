package diskmill.api.v2.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.CinderServer;
import diskmill.api.FaceTest;
import diskmill.api.identity.ServiceCatalog;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** With local accounts, and a catalog that has a {@link CinderServer}. */
@Import(VolumesOverHttpTest.Catalog.class)
@TestPropertySource(properties = "diskmill.volumes.timeout=1s")
class VolumesOverHttpTest extends FaceTest {

    private static final CinderServer CINDER = new CinderServer();

    @TestConfiguration(proxyBeanMethods = false)
    static class Catalog {

        @Bean
        ServiceCatalog serviceCatalog() {
            return (types, _, _, _) ->
                    types.contains("volumev3") ? Optional.of(CINDER.endpoint()) : Optional.empty();
        }
    }

    private As owner;

    @AfterAll
    static void stop() {
        CINDER.close();
    }

    @BeforeEach
    void logIn() {
        owner = newUser("member");
        CINDER.isWell();
    }

    @Test
    void aVolumeIsMadeOfADisk() {
        String image = active("\"disk_format\": \"raw\", \"container_format\": \"bare\"");

        HttpResponse<String> answer = owner.post(volume(image), "{\"name\": \"系统盘\", \"size\": 7}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        JsonNode made = json(answer);
        assertThat(made.get("id").stringValue()).isEqualTo(CinderServer.VOLUME);
        assertThat(made.get("status").stringValue()).isEqualTo("creating");
        assertThat(made.get("size").intValue()).isEqualTo(7);
        assertThat(made.get("link").stringValue())
                .isEqualTo(CINDER.endpoint() + "/volumes/" + CinderServer.VOLUME);
        CinderServer.Asked asked = CINDER.asked().getFirst();
        assertThat(asked.token()).isEqualTo(owner.token());
        assertThat(asked.body())
                .contains("系统盘", image.substring(image.lastIndexOf('/') + 1), "\"size\":7");
    }

    @Test
    void withoutASizeItIsAsSmallAsTheImageAllows() {
        String image =
                active("\"disk_format\": \"raw\", \"container_format\": \"bare\", \"min_disk\": 3");

        assertThat(json(owner.post(volume(image), "{}")).get("size").intValue()).isEqualTo(3);
    }

    @Test
    void aSizeThatTheImageDoesNotFitIntoIsRefusedWithTheLeast() {
        String image =
                active("\"disk_format\": \"raw\", \"container_format\": \"bare\", \"min_disk\": 3");

        HttpResponse<String> answer = owner.post(volume(image), "{\"size\": 2}");

        assertRefused(answer, 400, "at least 3 GiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"qemu", "QEMU", "kvm"})
    void anImageForQemuIsTaken(String hypervisor) {
        String image =
                active(
                        "\"disk_format\": \"raw\", \"container_format\": \"bare\", \"hypervisor_type\": \"%s\""
                                .formatted(hypervisor));

        assertThat(owner.post(volume(image), "{}").statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({
        "raw, bare, baremetal, hypervisor_type is baremetal",
        "raw, bare, vmware, hypervisor_type is vmware",
        "aki, aki, qemu, disk_format is aki",
        "raw, ovf, qemu, container_format is ovf"
    })
    void anImageThatIsNoDiskForQemuIsRefusedWithTheReason(
            String disk, String container, String hypervisor, String reason) {
        String image =
                active(
                        "\"disk_format\": \"%s\", \"container_format\": \"%s\", \"hypervisor_type\": \"%s\""
                                .formatted(disk, container, hypervisor));

        assertRefused(owner.post(volume(image), "{}"), 409, reason);
    }

    @Test
    void anImageThatIsNotActiveIsRefused() {
        assertRefused(owner.post(volume(owner.newImage("{}")), "{}"), 409, "queued");
        String image = active("\"disk_format\": \"raw\", \"container_format\": \"bare\"");
        owner.post(image + "/actions/deactivate", "");

        assertRefused(owner.post(volume(image), "{}"), 409, "deactivated");
    }

    @Test
    void anothersImageIsNotThere() {
        String image = active("\"disk_format\": \"raw\", \"container_format\": \"bare\"");

        assertRefused(newUser("member").post(volume(image), "{}"), 404, "no such image");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"size\": 0}",
                "{\"size\": -1}",
                "{\"size\": 1.5}",
                "{\"size\": \"1\"}",
                "{\"size\": null}",
                "{\"size\": 2147483648}",
                "{\"name\": 1}",
                "{\"name\": null}",
                "{\"type\": \"\"}",
                "{\"zone\": \"\"}",
                "{\"zone\": {}}",
                "{\"zone\": \"\\u0000\"}",
                "{\"imageRef\": \"x\"}",
                "{\"volume\": {}}"
            })
    void aBodyThatCannotBeUnderstoodIsRefused(String body) {
        String image = active("\"disk_format\": \"raw\", \"container_format\": \"bare\"");

        assertRefused(owner.post(volume(image), body), 400, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "type", "zone"})
    void aTextOfMoreThanCinderTakesIsRefused(String field) {
        String image = active("\"disk_format\": \"raw\", \"container_format\": \"bare\"");
        String body = "{\"%s\": \"%s\"}";

        assertRefused(
                owner.post(volume(image), body.formatted(field, "名".repeat(256))), 400, field);
        assertThat(owner.post(volume(image), body.formatted(field, "名".repeat(255))).statusCode())
                .isEqualTo(202);
    }

    @Test
    void whatCinderRefusesIsToldInItsWords() {
        String image = active("\"disk_format\": \"raw\", \"container_format\": \"bare\"");
        CINDER.answers(
                413,
                "{\"overLimit\": {\"code\": 413, \"message\": \"VolumeLimitExceeded: Maximum number of volumes allowed (10) exceeded for quota 'volumes'.\"}}");

        HttpResponse<String> answer = owner.post(volume(image), "{}");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(json(answer).get("message").stringValue()).contains("allowed (10) exceeded");
    }

    @Test
    void theSameRequestAgainMakesNoSecondVolume() {
        String image = active("\"disk_format\": \"raw\", \"container_format\": \"bare\"");
        String key = UUID.randomUUID().toString();

        HttpResponse<String> first = post(image, key);
        HttpResponse<String> again = post(image, key);

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(CINDER.asked()).hasSize(1);
    }

    @Test
    void whenNobodyKnowsTheSameRequestAgainAsksForNothing() {
        String image = active("\"disk_format\": \"raw\", \"container_format\": \"bare\"");
        String key = UUID.randomUUID().toString();
        CINDER.answers(new CinderServer.Answer.Silence());

        HttpResponse<String> first = post(image, key);
        HttpResponse<String> again = post(image, key);

        assertThat(first.statusCode()).isEqualTo(504);
        assertThat(json(first).get("message").stringValue()).contains("may have been made");
        assertThat(again.statusCode()).isEqualTo(504);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(CINDER.asked()).hasSize(1);
    }

    @Test
    void whereNothingWasMadeTheSameRequestMayComeAgain() {
        String image = active("\"disk_format\": \"raw\", \"container_format\": \"bare\"");
        String key = UUID.randomUUID().toString();
        CINDER.answers(503, "");

        HttpResponse<String> first = post(image, key);
        CINDER.isWell();

        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(first.headers().firstValue("Retry-After")).isPresent();
        assertThat(post(image, key).statusCode()).isEqualTo(202);
    }

    private HttpResponse<String> post(String image, String key) {
        return send(
                "POST",
                volume(image),
                "{}",
                Map.of(
                        "X-Auth-Token",
                        owner.token(),
                        "Content-Type",
                        JSON,
                        "Idempotency-Key",
                        key));
    }

    /** And nothing is asked of Cinder. */
    private static void assertRefused(HttpResponse<String> answer, int status, String sentence) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).get("message").stringValue()).contains(sentence).endsWith(".");
        assertThat(CINDER.asked()).isEmpty();
    }

    private static String volume(String image) {
        return image + "/actions/create-volume";
    }

    private String active(String fields) {
        String path = owner.newImage("{" + fields + "}");
        assertThat(owner.put(path + "/file", "application/octet-stream", "a raw disk").statusCode())
                .isEqualTo(204);
        return path;
    }
}
