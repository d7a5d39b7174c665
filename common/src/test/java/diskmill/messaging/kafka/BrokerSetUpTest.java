package diskmill.messaging.kafka;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.embedded.EmbeddedKafka;
import diskmill.event.ImageEvent;
import diskmill.testkit.TestKafka;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerSetUpTest {

    private static final Duration LOCK = Duration.ofSeconds(2);

    @Test
    void makesEachTopicOnceAndLeavesThoseThatAreThere() throws Exception {
        String prefix = TestKafka.newPrefix();
        try (var parts = new MessagingParts(TestKafka.bootstrapServers(), prefix, LOCK)) {
            parts.broker.start();

            new BrokerSetUp(parts.clients, parts.topics, parts.properties).setUp();

            try (var admin = parts.clients.admin()) {
                assertThat(admin.listTopics().names().get(10, SECONDS))
                        .contains(
                                prefix + ".image-submitted",
                                prefix + ".image-ingested",
                                prefix + ".image-converted",
                                prefix + ".image-rejected",
                                prefix + ".image-progressed",
                                prefix + ".image-cancelled",
                                "dlq." + prefix + "-ingest",
                                "dlq." + prefix + "-convert",
                                "dlq." + prefix + "-status");
            }
        }
    }

    @Test
    void cancellationsAreKeptCompactedForAsLongAsTheLongestDeadline() throws Exception {
        try (var parts =
                        new MessagingParts(
                                TestKafka.bootstrapServers(), TestKafka.newPrefix(), LOCK);
                var admin = parts.clients.admin()) {
            parts.broker.start();

            var topic =
                    new ConfigResource(
                            ConfigResource.Type.TOPIC, parts.topics.of(ImageEvent.Cancelled.class));
            var settings =
                    admin.describeConfigs(List.of(topic))
                            .all()
                            .get(10, SECONDS)
                            .values()
                            .iterator()
                            .next();

            assertThat(settings.get("cleanup.policy").value()).contains("compact", "delete");
            assertThat(settings.get("retention.ms").value())
                    .isEqualTo(String.valueOf(parts.properties.retention().toMillis()));
        }
    }

    @Test
    void aBrokerThatRefusesTheLockIsNotWaitedFor() {
        try (var parts =
                new MessagingParts(
                        TestKafka.bootstrapServers(), TestKafka.newPrefix(), Duration.ofHours(2))) {
            assertThatThrownBy(parts.broker::start)
                    .isInstanceOf(UnsuitableBroker.class)
                    .hasMessageContaining("diskmill.messaging.lock");
        }
    }

    @Test
    void aBrokerThatIsAwayIsWaitedFor(@TempDir Path folder) throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (var parts = new MessagingParts("127.0.0.1:" + port, "late", LOCK)) {
            var started = CompletableFuture.runAsync(parts.broker::start);
            assertThat(parts.broker.await(Duration.ofMillis(300))).isEmpty();

            try (var _ = EmbeddedKafka.start(folder, port)) {
                started.get(20, SECONDS);
                assertThat(parts.broker.isRunning()).isTrue();
            }
        }
    }

    @Test
    void theWaitForABrokerCanBeEnded() throws Exception {
        try (var parts = new MessagingParts("127.0.0.1:1", "never", LOCK)) {
            var starting = new Thread(parts.broker::start);
            starting.setUncaughtExceptionHandler((_, _) -> {});
            starting.start();

            starting.interrupt();

            assertThat(starting.join(Duration.ofSeconds(5))).isTrue();
        }
    }
}
