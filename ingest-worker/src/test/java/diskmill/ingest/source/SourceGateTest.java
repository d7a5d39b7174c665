package diskmill.ingest.source;

import static diskmill.testkit.source.ServedBytes.patternBytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import diskmill.gate.AddressGate;
import diskmill.gate.GateSettings;
import diskmill.image.RejectionReason;
import diskmill.testkit.source.TestSource;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourceGateTest {

    private final TestSource server = TestSource.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aClosedAddressGetsNoConnectionAtAll() throws Exception {
        URI disk = server.serve("/disk.raw", patternBytes(10)).uri();

        var failed = fail(SourceFixture.gate(), disk);

        assertThat(failed.reason()).isEqualTo(RejectionReason.SOURCE_UNREACHABLE);
        assertThat(server.connections()).isZero();
    }

    @Test
    void aNameThatLeadsToAClosedAddressGetsNoConnectionAtAll() throws Exception {
        server.serve("/disk.raw", patternBytes(10));
        var gate =
                AddressGate.of(
                        // lifts the port's rule, not the address's
                        new GateSettings(List.of("10.0.0.0/8")),
                        _ -> List.of(InetAddress.ofLiteral("127.0.0.1")));

        fail(gate, URI.create("http://inside.test:%d/disk.raw".formatted(server.port())));

        assertThat(server.connections()).isZero();
    }

    @Test
    void aNameThatTurnsToAClosedAddressBetweenTwoTriesIsNotFollowedThere() throws Exception {
        server.answer("/disk.raw", 503);
        var lookUps = new AtomicInteger();
        var gate =
                AddressGate.of(
                        new GateSettings(List.of("127.0.0.1")),
                        _ ->
                                List.of(
                                        InetAddress.ofLiteral(
                                                lookUps.incrementAndGet() == 1
                                                        ? "127.0.0.1"
                                                        : "127.0.0.2")));

        fail(gate, URI.create("http://rebinds.test:%d/disk.raw".formatted(server.port())));

        assertThat(server.connections()).isEqualTo(1);
        assertThat(lookUps).hasValue(3);
    }

    @Test
    void closedUnknownAndRefusingAddressesAreToldInTheSameWordsAndTheSameTime() throws Exception {
        URI refusing = freePort();
        var closed = timed(SourceFixture.gate(), server.uri("/disk.raw"));
        var refused = timed(SourceFixture.gate("127.0.0.1"), refusing);
        var unknown =
                timed(
                        AddressGate.of(
                                new GateSettings(List.of()),
                                name -> {
                                    throw new UnknownHostException(name);
                                }),
                        URI.create("http://nowhere.test/disk.raw"));

        assertThat(closed.sentence())
                .isEqualTo(refused.sentence())
                .isEqualTo(unknown.sentence())
                .doesNotContain("127.0.0.1");
        // three tries of 100 ms each at least, for each of them
        assertThat(List.of(closed.time(), refused.time(), unknown.time()))
                .allMatch(time -> time.toMillis() >= 300);
    }

    private record Timed(String sentence, Duration time) {}

    private static Timed timed(AddressGate gate, URI address) throws Exception {
        long began = System.nanoTime();
        var failed = fail(gate, address);
        assertThat(failed.reason()).isEqualTo(RejectionReason.SOURCE_UNREACHABLE);
        return new Timed(failed.sentence(), Duration.ofNanos(System.nanoTime() - began));
    }

    private static SourceFailed fail(AddressGate gate, URI address) throws Exception {
        try (var sources = new HttpSources(gate, SourceFixture.QUICK, Clock.systemUTC())) {
            return catchThrowableOfType(SourceFailed.class, () -> sources.at(address).open());
        }
    }

    private static URI freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return URI.create("http://127.0.0.1:%d/disk.raw".formatted(socket.getLocalPort()));
        }
    }
}
