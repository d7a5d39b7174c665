package diskmill.ingest.source;

import static diskmill.testkit.source.ServedBytes.patternBytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.image.RejectionReason;
import diskmill.testkit.TestCertificate;
import diskmill.testkit.source.Fault;
import diskmill.testkit.source.TestSource;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourceTlsTest {

    private static TestCertificate certificate;

    private final byte[] bytes = patternBytes(300_000);
    private TestSource server;
    private HttpSources sources;

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = TestCertificate.of("dns:images.test");
    }

    @BeforeEach
    void start() throws Exception {
        server = TestSource.startTls(certificate.serving());
        sources = trustingSources(SourceFixture.QUICK);
    }

    @AfterEach
    void close() throws Exception {
        sources.close();
        server.close();
    }

    @Test
    void theCertificateIsHeldAgainstTheNameAndNotTheAddress() throws Exception {
        server.serve("/disk.raw", bytes);

        try (SourceBody body = sources.at(named("images.test")).open()) {
            assertThat(body.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void aCertificateOfAnotherNameIsRefusedAtOnce() {
        server.serve("/disk.raw", bytes);

        assertFails(sources, named("127.0.0.1"), "certificate cannot be trusted");
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefusedAtOnce() throws Exception {
        server.serve("/disk.raw", bytes);

        try (var usual = SourceFixture.open(SourceFixture.QUICK)) {
            assertFails(usual, named("images.test"), "certificate cannot be trusted");
        }
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aServerWithoutTlsIsNotSpokenToInTheClear() {
        try (var plain = TestSource.start()) {
            plain.serve("/disk.raw", bytes);
            var address = URI.create("https://images.test:%d/disk.raw".formatted(plain.port()));

            assertFails(sources, address, "No TLS connection");
            assertThat(plain.requests()).isEmpty();
        }
    }

    @Test
    void aBreakIsMended() throws Exception {
        server.serve("/disk.raw", bytes).next(Fault.cutAfter(100_000));

        try (SourceBody body = sources.at(named("images.test")).open()) {
            assertThat(body.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void aStallIsABreak() throws Exception {
        server.serve("/disk.raw", bytes).next(Fault.stallAfter(100_000));

        try (var impatient = trustingSources(SourceFixture.settings(3, Duration.ofMillis(500)));
                SourceBody body = impatient.at(named("images.test")).open()) {
            assertThat(body.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void aRedirectToPlainHttpIsNotFollowed() {
        try (var plain = TestSource.start()) {
            URI inTheClear = plain.serve("/disk.raw", bytes).uri();
            server.redirect("/disk.raw", inTheClear.toString());

            SourceFixture.assertFails(
                    () -> sources.at(named("images.test")).open(),
                    RejectionReason.SOURCE_REDIRECTS);
            assertThat(plain.connections()).isZero();
        }
    }

    @Test
    void aRedirectFromPlainHttpIsFollowed() throws Exception {
        server.serve("/disk.raw", bytes);
        try (var plain = TestSource.start()) {
            URI start = plain.redirect("/old", named("images.test").toString()).uri();

            try (SourceBody body = sources.at(start).open()) {
                assertThat(body.readAllBytes()).isEqualTo(bytes);
            }
        }
    }

    @Test
    void anInterruptEndsAReadWithinTwoSeconds() throws Exception {
        server.serve("/disk.raw", bytes).always(Fault.stallAfter(1000));
        Thread reader =
                Thread.ofVirtual()
                        .start(() -> {
                            try (SourceBody body = sources.at(named("images.test")).open()) {
                                body.readAllBytes();
                            } catch (Exception interrupted) {
                                // as it should be
                            }
                        });
        await().ignoreExceptions().until(() -> server.requests().getFirst().bodyBytes() == 1000);

        reader.interrupt();

        assertThat(reader.join(Duration.ofSeconds(2))).isTrue();
    }

    private HttpSources trustingSources(SourceSettings settings) throws Exception {
        return new HttpSources(
                SourceFixture.gate("127.0.0.1", "images.test"),
                settings,
                Clock.systemUTC(),
                certificate.trusting());
    }

    private URI named(String host) {
        return URI.create("https://%s:%d/disk.raw".formatted(host, server.port()));
    }

    private static void assertFails(HttpSources sources, URI address, String words) {
        SourceFixture.assertFails(
                () -> sources.at(address).open(), RejectionReason.SOURCE_ERROR, words);
    }
}
