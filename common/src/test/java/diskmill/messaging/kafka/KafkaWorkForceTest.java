package diskmill.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.event.ImageEvent;
import diskmill.testkit.TestKafka;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KafkaWorkForceTest {

    private final MessagingParts parts =
            new MessagingParts(
                    TestKafka.bootstrapServers(), TestKafka.newPrefix(), Duration.ofSeconds(2));

    @Test
    void countsTheConsumersOfEachKindOfWork() {
        try (parts;
                var force = new KafkaWorkForce(parts.clients, parts.topics)) {
            assertThat(force.consumers(ImageEvent.Submitted.class)).isZero();

            try (var _ = parts.queue.take(ImageEvent.Submitted.class, 3, Works::answer)) {
                await().atMost(Duration.ofSeconds(15))
                        .until(() -> force.consumers(ImageEvent.Submitted.class) == 3);
            }

            assertThat(force.consumers(ImageEvent.Ingested.class)).isZero();
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> force.consumers(ImageEvent.Submitted.class) == 0);
        }
    }

    @Test
    void isNoughtWhileTheBrokerIsAway() {
        var clients = new MessagingParts("127.0.0.1:1", "nobody", Duration.ofSeconds(2));
        try (parts;
                clients;
                var force = new KafkaWorkForce(clients.clients, clients.topics)) {
            assertThat(force.consumers(ImageEvent.Submitted.class)).isZero();
        }
    }
}
