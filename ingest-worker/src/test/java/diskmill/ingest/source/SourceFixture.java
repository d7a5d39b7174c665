package diskmill.ingest.source;

import diskmill.gate.AddressGate;
import diskmill.gate.GateSettings;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** Sources with short times, so that what waits in production does not wait in tests. */
final class SourceFixture {

    static final SourceSettings QUICK = settings(3, Duration.ofSeconds(10));

    private SourceFixture() {}

    /** Reads may wait so long, answers too. */
    static SourceSettings settings(int tries, Duration patience) {
        return new SourceSettings(
                Duration.ofMillis(100),
                patience,
                patience,
                DataSize.ofBytes(0),
                Duration.ofSeconds(30),
                tries,
                Duration.ofMillis(2),
                Duration.ofMillis(10));
    }

    static SourceSettings withMinRate(long bytesPerSecond, Duration window) {
        return new SourceSettings(
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                DataSize.ofBytes(bytesPerSecond),
                window,
                3,
                Duration.ofMillis(2),
                Duration.ofMillis(10));
    }

    static HttpSources open(SourceSettings settings) {
        return new HttpSources(gate("127.0.0.1", "images.test"), settings, Clock.systemUTC());
    }

    /** Knows every name as 127.0.0.1. */
    static AddressGate gate(String... allowed) {
        return AddressGate.of(
                new GateSettings(List.of(allowed)),
                _ -> List.of(InetAddress.ofLiteral("127.0.0.1")));
    }
}
