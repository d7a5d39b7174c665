package diskmill.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.gate.AddressGate;
import diskmill.gate.GateSettings;
import diskmill.image.RejectionReason;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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

    /** That it ends for good, for the reason. */
    static void assertFails(ThrowingCallable call, RejectionReason reason) {
        assertFails(call, reason, "");
    }

    /** @param words of the sentence that the owner reads */
    static void assertFails(ThrowingCallable call, RejectionReason reason, String words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SourceFailed.class,
                        failed -> {
                            assertThat(failed.reason()).isEqualTo(reason);
                            assertThat(failed.sentence()).isNotBlank().contains(words);
                        });
    }

    /** Knows every name as 127.0.0.1. */
    static AddressGate gate(String... allowed) {
        return AddressGate.of(
                new GateSettings(List.of(allowed)),
                _ -> List.of(InetAddress.ofLiteral("127.0.0.1")));
    }
}
