package diskmill.testkit;

import diskmill.embedded.EmbeddedKafka;
import diskmill.testkit.container.KafkaInContainer;
import java.util.Map;
import java.util.UUID;

/**
 * A real broker for tests ({@link TestServers}): one a JVM, started when it is first asked for (about two seconds as a process)
 * and stopped when the JVM ends.
 * Tests that share it keep apart by a prefix of their own.
 */
public final class TestKafka {

    private TestKafka() {}

    /** For {@code spring.kafka.bootstrap-servers}. */
    public static String bootstrapServers() {
        return Shared.BOOTSTRAP_SERVERS;
    }

    /** A new one for {@code diskmill.messaging.prefix}, so that no other test's topics and groups are seen. */
    public static String newPrefix() {
        return "test-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static final class Shared {

        /** Each test's first record comes after a few of these. */
        private static final Map<String, String> QUICK =
                Map.of(
                        "group.share.min.heartbeat.interval.ms", "100",
                        "group.share.heartbeat.interval.ms", "100");

        static final String BOOTSTRAP_SERVERS =
                switch (TestServers.chosen()) {
                    case CONTAINERS -> KafkaInContainer.start(QUICK);
                    case PROCESSES -> start();
                };

        private static String start() {
            var broker = EmbeddedKafka.start(TestFolder.create("kafka"), 0, QUICK);
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "test-kafka-end"));
            return broker.bootstrapServers();
        }
    }
}
