package diskmill.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.image.AttemptId;
import diskmill.testkit.TestKafka;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancellationsTest {

    private final MessagingParts parts =
            new MessagingParts(
                    TestKafka.bootstrapServers(), TestKafka.newPrefix(), Duration.ofSeconds(2));
    private final Cancellations cancellations = parts.cancellations;

    @AfterEach
    void close() {
        parts.close();
    }

    @Test
    void onceCaughtUpAllThatWasCancelledBeforeIsKnown() throws Exception {
        var work = Works.submitted();
        parts.publish(Works.cancelled(work), Works.cancelled(Works.submitted()));

        assertThat(cancellations.awaitCaughtUp(Duration.ofSeconds(15))).isTrue();

        assertThat(cancellations.contains(work.attemptId())).isTrue();
        assertThat(cancellations.contains(AttemptId.next())).isFalse();
    }

    @Test
    void whoWatchesIsToldOfWhatIsCancelledLater() throws Exception {
        var work = Works.submitted();
        var told = new AtomicInteger();
        parts.publish();
        assertThat(cancellations.awaitCaughtUp(Duration.ofSeconds(15))).isTrue();

        try (var _ = cancellations.watch(work.attemptId(), told::incrementAndGet)) {
            parts.publish(Works.cancelled(work));

            await().atMost(Duration.ofSeconds(5)).until(() -> told.get() == 1);
        }
    }

    @Test
    void whoWatchesWhatWasCancelledBeforeIsToldAtOnce() throws Exception {
        var work = Works.submitted();
        parts.publish(Works.cancelled(work));
        assertThat(cancellations.awaitCaughtUp(Duration.ofSeconds(15))).isTrue();
        var told = new AtomicInteger();

        cancellations.watch(work.attemptId(), told::incrementAndGet).close();

        assertThat(told).hasValue(1);
    }

    @Test
    void isClosedThoughNobodyEverAsked() {
        cancellations.close();
        cancellations.close();
    }
}
