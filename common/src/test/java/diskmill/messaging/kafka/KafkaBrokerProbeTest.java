package diskmill.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.event.ImageEvent;
import diskmill.event.Phase;
import diskmill.image.RunId;
import diskmill.messaging.BrokerProbe.Standing;
import diskmill.testkit.TestKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KafkaBrokerProbeTest {

    @Test
    void aBrokerThatDoesNotAnswerIsAway() {
        try (var parts = new MessagingParts("127.0.0.1:1", "nobody", Duration.ofSeconds(2));
                var probe = new KafkaBrokerProbe(parts.clients, parts.topics)) {
            assertThat(probe.standing()).isEqualTo(Standing.AWAY);
        }
    }

    @Test
    void untilTheFactsOfBeforeAreHeardItIsBehind() throws Exception {
        try (var parts = parts();
                var probe = new KafkaBrokerProbe(parts.clients, parts.topics);
                var admin = parts.clients.admin()) {
            var work = Works.submitted();
            var fact =
                    new ImageEvent.Progressed(
                            work.imageId(),
                            work.attemptId(),
                            RunId.next(),
                            Instant.now(),
                            Phase.RECEIVING,
                            1,
                            null,
                            1,
                            null);
            parts.publish(fact, fact);
            assertThat(probe.standing()).isEqualTo(Standing.BEHIND);
            var progress = new TopicPartition(parts.topics.of(fact), 0);

            admin.alterConsumerGroupOffsets(
                            parts.topics.statusGroup(), Map.of(progress, new OffsetAndMetadata(2)))
                    .all()
                    .get();
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> probe.standing() == Standing.CURRENT);

            // what is said from here on is heard in its time
            parts.publish(fact);
            assertThat(probe.standing()).isEqualTo(Standing.CURRENT);
        }
    }

    @Test
    void whereNothingWasEverSaidItIsCurrent() throws Exception {
        try (var parts = parts();
                var probe = new KafkaBrokerProbe(parts.clients, parts.topics)) {
            parts.publish();

            assertThat(probe.standing()).isEqualTo(Standing.CURRENT);
        }
    }

    private static MessagingParts parts() {
        return new MessagingParts(
                TestKafka.bootstrapServers(), TestKafka.newPrefix(), Duration.ofSeconds(2));
    }
}
