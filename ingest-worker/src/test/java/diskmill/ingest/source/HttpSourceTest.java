package diskmill.ingest.source;

import static diskmill.testkit.source.ServedBytes.patternBytes;
import static org.assertj.core.api.Assertions.assertThat;

import diskmill.image.RejectionReason;
import diskmill.testkit.source.Fault;
import diskmill.testkit.source.TestSource;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Asking a source, up to the first byte of its body. */
class HttpSourceTest {

    private final byte[] bytes = patternBytes(100_000);
    private final TestSource server = TestSource.start();
    private final HttpSources sources = SourceFixture.open(SourceFixture.QUICK);

    @AfterEach
    void close() throws Exception {
        sources.close();
        server.close();
    }

    @Test
    void bytesComeAsTheyAre() throws Exception {
        URI disk = server.serve("/disk.raw", bytes).uri();

        try (SourceBody body = sources.at(disk).open()) {
            assertThat(body.total()).isEqualTo(100_000);
            assertThat(body.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void asksForNoEncodingAndCarriesNothingElse() throws Exception {
        URI disk = server.serve("/disk.raw?sig=a%2Fb", bytes).uri();

        sources.at(disk).open().close();

        var request = server.requests().getFirst();
        assertThat(request.path()).isEqualTo("/disk.raw?sig=a%2Fb");
        assertThat(request.header("Host")).hasValue("127.0.0.1:" + server.port());
        assertThat(request.header("Accept-Encoding")).hasValue("identity");
        assertThat(request.header("Range")).isEmpty();
        assertThat(request.header("Upgrade")).isEmpty();
        assertThat(request.header("Cookie")).isEmpty();
        assertThat(request.header("Authorization")).isEmpty();
    }

    @Test
    void keepsAPathThatBeginsWithTwoSlashes() throws Exception {
        server.serve("//double//slash", bytes);

        sources.at(server.uri("//double//slash")).open().close();

        assertThat(server.requests().getFirst().path()).isEqualTo("//double//slash");
    }

    @Test
    void keepsTheNameOfTheHostAndConnectsToTheAddressThatTheGateGave() throws Exception {
        server.serve("/disk.raw", bytes);
        URI named = URI.create("http://images.test:%d/disk.raw".formatted(server.port()));

        try (SourceBody body = sources.at(named).open()) {
            assertThat(body.readAllBytes()).isEqualTo(bytes);
        }

        assertThat(server.requests().getFirst().header("Host"))
                .hasValue("images.test:" + server.port());
    }

    @Test
    void aBodyWithoutALengthIsReadToItsLastChunk() throws Exception {
        URI disk = server.serve("/disk.raw", bytes).chunked().uri();

        try (SourceBody body = sources.at(disk).open()) {
            assertThat(body.total()).isNull();
            assertThat(body.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void aBodyThatEndsWithItsConnectionIsReadToItsEnd() throws Exception {
        URI disk = server.serve("/disk.raw", bytes).endsWithTheConnection().uri();

        try (SourceBody body = sources.at(disk).open()) {
            assertThat(body.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void whatComesAfterTheContentLengthIsNotRead() throws Exception {
        URI disk = server.serve("/disk.raw", bytes).claimsLength(60_000).uri();

        try (SourceBody body = sources.at(disk).open()) {
            assertThat(body.readAllBytes()).hasSize(60_000);
        }
    }

    @Test
    void anEmptyBodyIsEmpty() throws Exception {
        URI disk = server.serve("/disk.raw", new byte[0]).uri();

        try (SourceBody body = sources.at(disk).open()) {
            assertThat(body.total()).isZero();
            assertThat(body.readAllBytes()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 206, 300, 304, 400, 401, 403, 404, 407, 410, 416, 451})
    void aStatusThatWouldComeAgainFailsAtOnceAndIsNamed(int status) {
        URI disk = server.answer("/disk.raw", status).uri();

        SourceFixture.assertFails(
                () -> sources.at(disk).open(), RejectionReason.SOURCE_ERROR, "status " + status);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void aStatusThatMayPassIsTriedAgainAndThenNamed(int status) {
        URI disk = server.answer("/disk.raw", status).uri();

        SourceFixture.assertFails(
                () -> sources.at(disk).open(), RejectionReason.SOURCE_ERROR, "status " + status);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aSourceThatGetsWellIsRead() throws Exception {
        URI disk = server.serve("/disk.raw", bytes).next(2, Fault.status(503)).uri();

        try (SourceBody body = sources.at(disk).open()) {
            assertThat(body.readAllBytes()).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "99999",
                "999999999999999999999",
                "-1",
                "soon",
                "Fri, 31 Dec 2100 23:59:59 GMT",
                "Fri, 31 Dec 1999 23:59:59 GMT"
            })
    void aRetryAfterOfAnyKindIsNotWaitedForLongerThanTheLongestPause(String retryAfter)
            throws Exception {
        URI disk = server.serve("/disk.raw", bytes).next(Fault.busy(503, retryAfter)).uri();
        long began = System.nanoTime();

        sources.at(disk).open().close();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aRetryAfterIsWaitedFor() throws Exception {
        var settings =
                new SourceSettings(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        SourceFixture.QUICK.minRate(),
                        Duration.ofSeconds(30),
                        2,
                        Duration.ofMillis(1),
                        Duration.ofSeconds(5));
        URI disk = server.serve("/disk.raw", bytes).next(Fault.busy(429, "1")).uri();
        long began = System.nanoTime();

        try (var patient = SourceFixture.open(settings)) {
            patient.at(disk).open().close();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aConnectionClosedWithoutAnAnswerIsTriedAgain() throws Exception {
        URI disk = server.serve("/disk.raw", bytes).next(2, Fault.hangUp()).uri();

        try (SourceBody body = sources.at(disk).open()) {
            assertThat(body.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void connectionsThatAreAlwaysClosedMeanThatTheSourceIsUnreachable() {
        URI disk = server.serve("/disk.raw", bytes).always(Fault.hangUp()).uri();

        assertFails(disk, RejectionReason.SOURCE_UNREACHABLE);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void anAnswerThatDoesNotComeIsTooSlow() throws Exception {
        URI disk = server.serve("/disk.raw", bytes).always(Fault.silence()).uri();

        try (var impatient =
                SourceFixture.open(SourceFixture.settings(2, Duration.ofMillis(100)))) {
            assertFails(impatient, disk, RejectionReason.SOURCE_TOO_SLOW);
        }
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aHeaderThatTricklesOnIsTooSlow() throws Exception {
        URI disk = server.serve("/disk.raw", bytes).always(Fault.endlessHead()).uri();

        try (var impatient =
                SourceFixture.open(SourceFixture.settings(2, Duration.ofMillis(200)))) {
            assertFails(impatient, disk, RejectionReason.SOURCE_TOO_SLOW);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
            })
    void whatIsNotHttpIsSaidToBeNone(String garbage) {
        URI disk = server.serve("/disk.raw", bytes).always(Fault.garbage(garbage)).uri();

        assertFails(disk, RejectionReason.SOURCE_ERROR);
    }

    @Test
    void whoeverSpeaksAnotherLanguageIsUnreachable() {
        URI disk =
                server.serve("/disk.raw", bytes)
                        .always(Fault.garbage("SSH-2.0-OpenSSH_9.2\r\n"))
                        .uri();

        assertFails(disk, RejectionReason.SOURCE_UNREACHABLE);
    }

    @Test
    void aHugeHeaderIsNotReadOn() {
        URI disk = server.serve("/disk.raw", bytes).header("X-Huge", "x".repeat(1 << 20)).uri();

        assertFails(disk, RejectionReason.SOURCE_ERROR);
    }

    @Test
    void endlesslyManyHeadersAreNotReadOn() {
        var served = server.serve("/disk.raw", bytes);
        for (int i = 0; i < 200; i++) {
            served.header("X-" + i, "x");
        }

        assertFails(served.uri(), RejectionReason.SOURCE_ERROR);
    }

    @ParameterizedTest
    @CsvSource({"/disk.raw, gzip", "/disk.raw, br", "/disk.raw.gz, br", "/disk.raw, 'gzip, gzip'"})
    void bytesThatWereEncodedForTheAnswerAreRefused(String path, String encoding) {
        URI disk = server.serve(path, bytes).header("Content-Encoding", encoding).uri();

        assertFails(disk, RejectionReason.SOURCE_ERROR);
    }

    @ParameterizedTest
    @CsvSource({"/disk.raw.gz, gzip", "/disk.raw.gz, x-gzip", "/disk.raw, identity"})
    void bytesThatAreTheFilesOwnAreTakenWhateverTheyAreMarkedAs(String path, String encoding)
            throws Exception {
        URI disk = server.serve(path, bytes).header("Content-Encoding", encoding).uri();

        try (SourceBody body = sources.at(disk).open()) {
            assertThat(body.readAllBytes()).isEqualTo(bytes);
        }
    }

    private void assertFails(URI address, RejectionReason reason) {
        assertFails(sources, address, reason);
    }

    private static void assertFails(HttpSources sources, URI address, RejectionReason reason) {
        SourceFixture.assertFails(() -> sources.at(address).open(), reason);
    }
}
