package diskmill.ingest.source;

import static diskmill.testkit.source.ServedBytes.patternBytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.testkit.source.Fault;
import diskmill.testkit.source.ServedBytes;
import diskmill.testkit.source.TestSource;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A run that is to end before its time ends within two seconds, and holds no connection. */
class SourceInterruptTest {

    private final TestSource server = TestSource.start();
    private final SourceSettings patient =
            new SourceSettings(
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    SourceFixture.QUICK.minRate(),
                    Duration.ofSeconds(60),
                    100,
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60));
    private final HttpSources sources = SourceFixture.open(patient);
    private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();

    @AfterEach
    void close() throws Exception {
        sources.close();
        server.close();
    }

    @Test
    void whileItWaitsForAnAnswer() throws Exception {
        URI disk = server.serve("/disk.raw", new byte[1]).always(Fault.silence()).uri();

        interruptOnce(() -> assertThat(server.requests()).hasSize(1), disk);

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void whileItWaitsForBytes() throws Exception {
        var served = server.serve("/disk.raw", patternBytes(1000)).always(Fault.stallAfter(500));

        interruptOnce(
                () -> assertThat(server.requests().getFirst().bodyBytes()).isEqualTo(500),
                served.uri());

        assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void whileBytesCome() throws Exception {
        var endless = server.serve("/disk.raw", ServedBytes.pattern(Long.MAX_VALUE / 2));

        interruptOnce(
                () -> assertThat(server.requests().getFirst().bodyBytes()).isGreaterThan(1 << 20),
                endless.uri());

        assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void whileItPausesBetweenTwoTries() throws Exception {
        var served = server.serve("/disk.raw", new byte[1]).always(Fault.status(503));

        interruptOnce(
                () -> assertThat(server.requests().getFirst().bodyBytes()).isPositive(),
                served.uri());

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void whileItMakesAClosedAddressLookSilent() throws Exception {
        var gate = SourceFixture.gate();
        try (var closed = new HttpSources(gate, patient, Clock.systemUTC())) {
            Thread reader = start(closed, server.uri("/disk.raw"));
            await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);

            interrupt(reader);
        }

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    private void interruptOnce(ThrowingRunnable ready, URI address) throws Exception {
        Thread reader = start(sources, address);
        await().ignoreExceptions().untilAsserted(ready);

        interrupt(reader);

        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(server.openConnections()).isZero());
    }

    private static void interrupt(Thread reader) throws Exception {
        reader.interrupt();
        assertThat(reader.join(Duration.ofSeconds(2))).isTrue();
    }

    private Thread start(HttpSources from, URI address) {
        return Thread.ofVirtual()
                .start(() -> {
                    try (SourceBody body = from.at(address).open()) {
                        body.transferTo(OutputStream.nullOutputStream());
                    } catch (Exception failed) {
                        thrown.set(failed);
                    }
                });
    }
}
