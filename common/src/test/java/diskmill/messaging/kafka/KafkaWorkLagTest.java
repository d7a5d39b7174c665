package diskmill.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import diskmill.event.ImageEvent;
import diskmill.messaging.MessagingUnavailable;
import diskmill.messaging.WorkLag.Lag;
import diskmill.testkit.TestKafka;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

class KafkaWorkLagTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final MessagingParts parts =
            new MessagingParts(
                    TestKafka.bootstrapServers(), TestKafka.newPrefix(), Duration.ofSeconds(2));
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @Test
    void whatIsSaidAndNotDoneIsTheLagOfItsGroup() throws Exception {
        try (parts;
                var lag = new KafkaWorkLag(parts.clients, parts.topics)) {
            parts.publish(Works.submitted(), Works.submitted(), Works.submitted());

            try (var _ =
                    parts.queue.take(
                            ImageEvent.Submitted.class,
                            1,
                            (work, run) -> {
                                mayEnd.await();
                                return Works.answer(work, run);
                            })) {
                soon().until(() -> ingest(lag) == 3);
                mayEnd.countDown();
                soon().until(() -> ingest(lag) == 0);
            }
        }
    }

    @Test
    void whatIsSaidBeforeAnybodyTakesItLags() throws Exception {
        try (parts;
                var lag = new KafkaWorkLag(parts.clients, parts.topics)) {
            parts.publish(Works.submitted());

            soon().untilAsserted(() ->
                    assertThat(lag.lags())
                            .containsExactly(
                                    new Lag(
                                            parts.topics.group(WorkKind.INGEST),
                                            parts.topics.of(ImageEvent.Submitted.class),
                                            1),
                                    new Lag(
                                            parts.topics.group(WorkKind.CONVERT),
                                            parts.topics.of(ImageEvent.Ingested.class),
                                            0)));
        }
    }

    @Test
    void aBrokerThatIsAwayIsSaidToBe() {
        var away = new MessagingParts("127.0.0.1:1", "nobody", Duration.ofSeconds(2));
        try (parts;
                away;
                var lag = new KafkaWorkLag(away.clients, away.topics)) {
            assertThatThrownBy(lag::lags).isInstanceOf(MessagingUnavailable.class);
        }
    }

    /** A broker that is busy may once not answer in time, which is no answer, and no wrong one. */
    private static ConditionFactory soon() {
        return await().atMost(LIMIT).ignoreExceptionsInstanceOf(MessagingUnavailable.class);
    }

    private static long ingest(KafkaWorkLag lag) throws InterruptedException {
        return lag.lags().getFirst().records();
    }
}
