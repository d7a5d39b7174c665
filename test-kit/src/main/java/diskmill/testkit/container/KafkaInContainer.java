package diskmill.testkit.container;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** One broker in a container. */
public final class KafkaInContainer {

    /** What a lone broker cannot do without, and leases as short as tests want them. */
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "auto.create.topics.enable", "false",
                    "share.coordinator.state.topic.replication.factor", "1",
                    "share.coordinator.state.topic.min.isr", "1",
                    "share.coordinator.state.topic.num.partitions", "1",
                    "offsets.topic.num.partitions", "1",
                    "group.share.assignment.interval.ms", "0",
                    "group.share.min.record.lock.duration.ms", "1000",
                    "group.share.max.record.lock.duration.ms", "3600000",
                    "errors.deadletterqueue.auto.create.topics.enable", "false");

    private KafkaInContainer() {}

    /**
     * Starts it; it ends with the JVM.
     *
     * @param settings by Kafka's own names
     * @return for {@code bootstrap.servers}
     */
    public static String start(Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(SETTINGS);
        all.putAll(settings);
        var kafka = new KafkaContainer(DockerImageName.parse(LocalImages.KAFKA));
        all.forEach((name, value) -> kafka.withEnv(variable(name), value));
        return Started.started(LocalImages.KAFKA, kafka).getBootstrapServers();
    }

    /** As the image wants it. */
    private static String variable(String setting) {
        return "KAFKA_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
    }
}
