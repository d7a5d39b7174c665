package diskmill.api.identity.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.api.quota.QuotaLimits;
import diskmill.api.quota.Resource;
import diskmill.api.web.Refusal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KeystoneLimitsTest {

    private static final QuotaLimits SETTINGS = (_, _) -> 7;

    private KeystoneServer keystone;
    private KeystoneCalls calls;
    private KeystoneLimits limits;

    @BeforeEach
    void start() throws IOException {
        keystone = new KeystoneServer(0);
        keystone.documents.put(
                "/v3/services", "{\"services\": [{\"id\": \"s1\", \"type\": \"image\"}]}");
        keystone.documents.put(
                "/v3/registered_limits",
                """
                {"registered_limits": [
                  {"resource_name": "image_count_total", "default_limit": 100, "service_id": "s1"},
                  {"resource_name": "image_size_total", "default_limit": 3, "service_id": "s1"},
                  {"resource_name": "image_count_uploading", "default_limit": -1, "service_id": "s1"},
                  {"resource_name": "something_else", "default_limit": 5, "service_id": "s1"}]}
                """);
        keystone.documents.put(
                "/v3/limits",
                """
                {"limits": [
                  {"resource_name": "image_count_total", "resource_limit": 5, "project_id": "p1"},
                  {"resource_name": "image_count_total", "resource_limit": 9, "project_id": "p2"}]}
                """);
        KeystoneSettings settings =
                new KeystoneSettings(
                        keystone.url(),
                        null,
                        KeystoneServer.USER,
                        KeystoneServer.PASSWORD,
                        "service",
                        "Default",
                        "Default",
                        null,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(60));
        calls =
                new KeystoneCalls(
                        keystone.url(), settings.connectTimeout(), settings.timeout(), null);
        limits =
                new KeystoneLimits(
                        calls,
                        new ServiceToken(calls, settings, Clock.systemUTC()),
                        SETTINGS,
                        Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        calls.close();
        keystone.close();
    }

    @Test
    void aProjectsOwnLimitComesBeforeTheRegisteredOne() {
        assertThat(limits.limit("p1", Resource.IMAGE_COUNT_TOTAL)).isEqualTo(5);
        assertThat(limits.limit("p3", Resource.IMAGE_COUNT_TOTAL)).isEqualTo(100);
    }

    @Test
    void sizesAreToldInMebibytesAndMinusOneIsNoLimit() {
        assertThat(limits.limit("p1", Resource.IMAGE_SIZE_TOTAL)).isEqualTo(3L << 20);
        assertThat(limits.limit("p1", Resource.IMAGE_COUNT_UPLOADING))
                .isEqualTo(QuotaLimits.UNLIMITED);
    }

    @Test
    void whatIsNotRegisteredHasTheSettingsLimit() {
        assertThat(limits.limit("p1", Resource.IMAGE_STAGE_TOTAL)).isEqualTo(7);

        keystone.documents.put("/v3/services", "{\"services\": []}");
        assertThat(limits.limit("p9", Resource.IMAGE_COUNT_TOTAL)).isEqualTo(7);
    }

    @Test
    void aProjectIsAskedAboutOnceAMinute() {
        limits.limit("p1", Resource.IMAGE_COUNT_TOTAL);
        int asked = keystone.asked.size();

        limits.limit("p1", Resource.IMAGE_SIZE_TOTAL);

        assertThat(keystone.asked).hasSize(asked);
    }

    @Test
    void whileKeystoneFailsNobodyTakesAnything() {
        keystone.state = KeystoneServer.State.FAILING;

        assertThatThrownBy(() -> limits.limit("p1", Resource.IMAGE_COUNT_TOTAL))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(503));
    }
}
