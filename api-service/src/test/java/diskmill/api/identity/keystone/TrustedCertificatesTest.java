package diskmill.api.identity.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import diskmill.start.StartRefused;
import diskmill.testkit.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Keystone whose certificate is signed by an authority that only its owner knows. */
class TrustedCertificatesTest {

    private static TestCertificate certificate;
    private static HttpsServer keystone;

    @TempDir private Path folder;

    @BeforeAll
    static void start() throws Exception {
        certificate = TestCertificate.of("dns:localhost");
        keystone =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        keystone.setHttpsConfigurator(new HttpsConfigurator(certificate.serving()));
        keystone.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        exchange.sendResponseHeaders(204, -1);
                    }
                });
        keystone.start();
    }

    @AfterAll
    static void stop() {
        keystone.stop(0);
    }

    @Test
    void withTheAuthoritysCertificateItIsAsked() throws Exception {
        assertThat(ask(TrustedCertificates.of(pem()))).isEqualTo(204);
    }

    @Test
    void withoutItNothingIsSaidToWhoeverAnswersThere() {
        assertThatThrownBy(() -> ask(null))
                .isInstanceOf(KeystoneUnavailable.class)
                .hasMessageContaining("certif");
    }

    @Test
    void anotherAuthoritysDoesNot() throws Exception {
        Path other = folder.resolve("other.pem");
        Files.writeString(other, TestCertificate.of("dns:localhost").pem());

        assertThatThrownBy(() -> ask(TrustedCertificates.of(other)))
                .isInstanceOf(KeystoneUnavailable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
            })
    void aFileWithoutCertificatesKeepsTheServiceFromStarting(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("ca.pem"), content);

        assertThatThrownBy(() -> TrustedCertificates.of(file))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("diskmill.identity.keystone.ca");
    }

    @Test
    void aFileThatIsNotThereDoesToo() {
        assertThatThrownBy(() -> TrustedCertificates.of(folder.resolve("missing.pem")))
                .isInstanceOf(StartRefused.class);
    }

    private static int ask(@Nullable SSLContext trust)
            throws KeystoneUnavailable, InterruptedException {
        URI url = URI.create("https://localhost:%d/v3".formatted(keystone.getAddress().getPort()));
        try (var calls =
                new KeystoneCalls(url, Duration.ofSeconds(5), Duration.ofSeconds(10), trust)) {
            return calls.send(calls.request("/").GET().build()).statusCode();
        }
    }

    private Path pem() throws IOException, GeneralSecurityException {
        return Files.writeString(folder.resolve("ca.pem"), certificate.pem());
    }
}
