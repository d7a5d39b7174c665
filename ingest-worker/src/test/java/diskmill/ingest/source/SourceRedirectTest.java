package diskmill.ingest.source;

import static diskmill.testkit.source.ServedBytes.patternBytes;
import static org.assertj.core.api.Assertions.assertThat;

import diskmill.image.RejectionReason;
import diskmill.testkit.source.Fault;
import diskmill.testkit.source.TestSource;
import java.net.URI;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceRedirectTest {

    private final byte[] bytes = patternBytes(1000);
    private final TestSource server = TestSource.start();
    private final HttpSources sources = SourceFixture.open(SourceFixture.QUICK);

    @AfterEach
    void close() throws Exception {
        sources.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void isFollowed(int status) throws Exception {
        server.serve("/disk.raw", bytes);
        server.serve("/old", bytes).always(Fault.redirect(status, "/disk.raw"));

        assertThat(read("/old")).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "/a/old, disk.raw, /a/disk.raw",
        "/a/old, ../disk.raw, /disk.raw",
        "/a/old, ?sig=1, /a/old?sig=1",
        "/a/old, /disk.raw?sig=a%2Fb#part, /disk.raw?sig=a%2Fb",
    })
    void leadsWhereRfc3986SaysThatItLeads(String from, String location, String to)
            throws Exception {
        server.serve(to, bytes);
        server.redirect(from, location);

        assertThat(read(from)).isEqualTo(bytes);
    }

    @Test
    void fiveAreFollowed() throws Exception {
        chain(5);

        assertThat(read("/0")).isEqualTo(bytes);
    }

    @Test
    void theSixthIsNot() {
        chain(6);

        assertFails("/0", RejectionReason.SOURCE_REDIRECTS);
        assertThat(server.requests()).hasSize(6);
    }

    @Test
    void aLoopEndsAtOnce() {
        server.redirect("/loop", "/loop");

        assertFails("/loop", RejectionReason.SOURCE_REDIRECTS);
        assertThat(server.requests()).hasSize(6);
    }

    @Test
    void withoutALocationItIsAnError() {
        server.answer("/nowhere", 302);

        assertFails("/nowhere", RejectionReason.SOURCE_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://[broken", "http://example.org/a b", "\\\\host\\share"})
    void toWhatIsNoAddressIsNotFollowed(String location) {
        server.redirect("/broken", location);

        assertFails("/broken", RejectionReason.SOURCE_REDIRECTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/disk.raw",
                "http://127.0.0.2:%d/disk.raw",
                "http://2130706433:%d/disk.raw",
                "http://0x7f.1:%d/disk.raw",
                "http://[::1]:%d/disk.raw",
                "http://other.test:%d/disk.raw",
                "http://user@images.test:%d/disk.raw",
                "http://169.254.169.254/latest/meta-data",
                "file:///etc/passwd",
                "ftp://127.0.0.1:%d/disk.raw",
            })
    void toAnAddressThatIsClosedLooksAsIfNobodyWereThere(String location) throws Exception {
        // the other ports of 127.0.0.1, and its other names, stay closed
        var gate = SourceFixture.gate("images.test:" + server.port());
        server.redirect("/old", location.formatted(server.port()));
        URI old = URI.create("http://images.test:%d/old".formatted(server.port()));

        try (var narrow = new HttpSources(gate, SourceFixture.QUICK, Clock.systemUTC())) {
            SourceFixture.assertFails(
                    () -> narrow.at(old).open(), RejectionReason.SOURCE_UNREACHABLE);
        }

        assertThat(server.requests()).allMatch(request -> request.path().equals("/old"));
        assertThat(server.connections()).isEqualTo(3);
    }

    private void chain(int redirects) {
        Stream.iterate(0, i -> i + 1)
                .limit(redirects)
                .forEach(i -> server.redirect("/" + i, "/" + (i + 1)));
        server.serve("/" + redirects, bytes);
    }

    private byte[] read(String path) throws Exception {
        try (SourceBody body = sources.at(server.uri(path)).open()) {
            return body.readAllBytes();
        }
    }

    private void assertFails(String path, RejectionReason reason) {
        SourceFixture.assertFails(() -> sources.at(server.uri(path)).open(), reason);
    }
}
