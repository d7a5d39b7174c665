package diskmill.api.identity.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.api.web.Refusal;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeystoneCatalogTest {

    private KeystoneServer keystone;
    private KeystoneCalls calls;
    private KeystoneCatalog catalog;

    @BeforeEach
    void start() throws IOException {
        keystone = new KeystoneServer(0);
        calls =
                new KeystoneCalls(
                        keystone.url(), Duration.ofSeconds(2), Duration.ofMillis(500), null);
        catalog = new KeystoneCatalog(calls);
        keystone.catalogs.put(
                "mine",
                """
                {"catalog": [
                  {"type": "identity", "endpoints": [{"interface": "public", "region": "One", "url": "http://k"}]},
                  {"type": "image", "endpoints": [
                    {"interface": "public", "region": "One", "region_id": "One", "url": "http://one.example/v2/"},
                    {"interface": "internal", "region": "One", "region_id": "One", "url": "http://10.0.0.1:9292"},
                    {"interface": "public", "region": "Two", "region_id": "Two", "url": "https://two.example"},
                    {"interface": "public", "region": "Odd", "region_id": "Odd", "url": "file:///etc/passwd"},
                    {"interface": "public", "region": "User", "region_id": "User", "url": "http://a:b@c"},
                    {"interface": "public", "region": "Bad", "region_id": "Bad", "url": "http://[%(x)s"},
                    {"interface": "public", "region": "None"}]}]}
                """);
    }

    @AfterEach
    void stop() {
        calls.close();
        keystone.close();
    }

    @ParameterizedTest
    @CsvSource({
        "One, public, http://one.example/v2/",
        "One, internal, http://10.0.0.1:9292",
        "Two, public, https://two.example"
    })
    void anEndpointIsFoundByRegionAndReach(String region, String reach, URI address) {
        assertThat(catalog.endpoint(List.of("image"), region, reach, "mine")).contains(address);
    }

    @ParameterizedTest
    @CsvSource({
        "One, admin",
        "Two, internal",
        "Three, public",
        "Odd, public",
        "User, public",
        "Bad, public",
        "None, public"
    })
    void whatIsNotThereOrNoWebAddressIsNotFound(String region, String reach) {
        assertThat(catalog.endpoint(List.of("image"), region, reach, "mine")).isEmpty();
    }

    @Test
    void aServiceOfAnotherTypeIsNotTaken() {
        assertThat(catalog.endpoint(List.of("volumev3"), "One", "public", "mine")).isEmpty();
    }

    @Test
    void ofSeveralTypesTheFirstThatHasAnEndpointIsTaken() {
        assertThat(
                        catalog.endpoint(
                                List.of("volumev3", "image", "identity"), "One", "public", "mine"))
                .contains(URI.create("http://one.example/v2/"));
        assertThat(catalog.endpoint(List.of("identity", "image"), "One", "public", "mine"))
                .contains(URI.create("http://k"));
    }

    @ParameterizedTest
    @EnumSource(names = "WELL", mode = EnumSource.Mode.EXCLUDE)
    void whileItCannotBeAskedTheCallerIsToldToTryAgain(KeystoneServer.State state) {
        keystone.state = state;

        assertThatThrownBy(() -> catalog.endpoint(List.of("image"), "One", "public", "mine"))
                .isInstanceOfSatisfying(
                        Refusal.class, refused -> assertThat(refused.status()).isEqualTo(503));
    }
}
