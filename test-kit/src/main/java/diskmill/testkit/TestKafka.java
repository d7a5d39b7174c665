package diskmill.testkit;

import diskmill.embedded.EmbeddedKafka;
import java.util.Map;
import java.util.UUID;

/**
 * A real broker for tests: one a JVM, started when it is first asked for (about two seconds) and stopped when the JVM ends.
 * Tests that share it keep apart by a prefix of their own.
 */
public final class TestKafka {

    private TestKafka() {}

    /** For {@code spring.kafka.bootstrap-servers}. */
    public static String bootstrapServers() {
        return Shared.BROKER.bootstrapServers();
    }

    /** A new one for {@code diskmill.messaging.prefix}, so that no other test's topics and groups are seen. */
    public static String newPrefix() {
        return "test-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static final class Shared {

        static final EmbeddedKafka BROKER = start();

        private static EmbeddedKafka start() {
            // each test's first record comes after a few of these
            var quick =
                    Map.of(
                            "group.share.min.heartbeat.interval.ms", "100",
                            "group.share.heartbeat.interval.ms", "100");
            var broker = EmbeddedKafka.start(TestFolder.create("kafka"), 0, quick);
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "test-kafka-end"));
            return broker;
        }
    }
}
