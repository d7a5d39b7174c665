package diskmill.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeUriTest {

    @ParameterizedTest
    @CsvSource({
        "https://user:pw@example.org:8443/disk.raw?sig=secret#part, https://example.org:8443/disk.raw?…",
        "http://example.org, http://example.org",
        "http://a@b@example.org/x, http://example.org/x",
        "mailto:user@example.org, (no address)",
        "http://[broken?secret, (no address)",
        "secret, (no address)",
    })
    void leavesOutWhatMayBeASecret(String address, String shown) {
        assertThat(SafeUri.of(address)).isEqualTo(shown);
    }
}
