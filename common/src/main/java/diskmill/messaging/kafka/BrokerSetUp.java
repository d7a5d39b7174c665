package diskmill.messaging.kafka;

import diskmill.event.ImageEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes a broker ready for us, as often as it is called: topics and groups that are there stay as they are. */
final class BrokerSetUp {

    /** Kafka's own upper bound unless the broker says otherwise; where the group cannot say it, the broker's default holds. */
    private static final int DELIVERIES = 10;

    private static final int DELIVERIES_OF_OLDER_BROKERS = 5;

    private final KafkaClients clients;
    private final Topics topics;
    private final MessagingProperties properties;

    BrokerSetUp(KafkaClients clients, Topics topics, MessagingProperties properties) {
        this.clients = clients;
        this.topics = topics;
        this.properties = properties;
    }

    /**
     * What this broker can do.
     *
     * @param keepsDeadLetters whether it moves a rejected record to the dead letters itself (KIP-1191, Kafka 4.4)
     * @param deliveries       after so many the broker gives a record to nobody any more
     */
    record Ability(boolean keepsDeadLetters, int deliveries) {}

    /**
     * @throws UnsuitableBroker   if waiting does not help
     * @throws ExecutionException if the broker is away, or not whole yet
     */
    Ability setUp() throws ExecutionException, InterruptedException {
        try (var admin = clients.admin()) {
            var ability = ability(admin);
            createTopics(admin, ability);
            for (WorkKind kind : WorkKind.values()) {
                configure(admin, kind, ability);
            }
            return ability;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof AuthenticationException
                    || failed.getCause() instanceof AuthorizationException) {
                throw new UnsuitableBroker(
                        "Kafka refuses us: %s Check spring.kafka.security and spring.kafka.properties, and what this user may do."
                                .formatted(failed.getCause().getMessage()),
                        failed);
            }
            throw failed;
        }
    }

    private static Ability ability(Admin admin) throws ExecutionException, InterruptedException {
        var share =
                admin.describeFeatures()
                        .featureMetadata()
                        .get()
                        .finalizedFeatures()
                        .get("share.version");
        int version = share == null ? 0 : share.maxVersionLevel();
        if (version < 1) {
            throw new UnsuitableBroker(
                    "This Kafka has no share groups: Diskmill needs Kafka 4.2 or newer (4.4 for its dead letters), with the feature share.version at 1 or higher (kafka-features.sh upgrade --feature share.version=1).",
                    null);
        }
        return version >= 2
                ? new Ability(true, DELIVERIES)
                : new Ability(false, DELIVERIES_OF_OLDER_BROKERS);
    }

    private void createTopics(Admin admin, Ability ability)
            throws ExecutionException, InterruptedException {
        for (var created : admin.createTopics(newTopics(ability)).values().entrySet()) {
            try {
                created.getValue().get();
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof TopicExistsException)) {
                    throw failed;
                }
            }
        }
    }

    private List<NewTopic> newTopics(Ability ability) {
        var facts = Map.of("retention.ms", millis(properties.retention()));
        var all = new ArrayList<NewTopic>();
        all.add(topic(topics.of(ImageEvent.Submitted.class), properties.partitions(), facts));
        all.add(topic(topics.of(ImageEvent.Ingested.class), properties.partitions(), facts));
        all.add(topic(topics.of(ImageEvent.Converted.class), properties.partitions(), facts));
        all.add(topic(topics.of(ImageEvent.Rejected.class), properties.partitions(), facts));
        all.add(
                topic(
                        topics.of(ImageEvent.Progressed.class),
                        properties.partitions(),
                        Map.of(
                                "retention.ms", millis(properties.progressRetention()),
                                "segment.ms", millis(properties.progressRetention()))));
        // one partition: every worker reads all of it
        all.add(
                topic(
                        topics.of(ImageEvent.Cancelled.class),
                        1,
                        Map.of(
                                "cleanup.policy", "compact,delete",
                                "retention.ms", millis(properties.retention()),
                                "segment.ms", millis(properties.retention().dividedBy(7)))));
        var deadLetters =
                ability.keepsDeadLetters()
                        ? Map.of("errors.deadletterqueue.group.enable", "true")
                        : Map.<String, String>of();
        for (WorkKind kind : WorkKind.values()) {
            all.add(topic(topics.deadLetters(topics.group(kind)), 1, deadLetters));
        }
        all.add(topic(topics.statusDeadLetters(), 1, Map.of()));
        return all;
    }

    private NewTopic topic(String name, int partitions, Map<String, String> settings) {
        Optional<Short> replication =
                properties.replicationFactor() == 0
                        ? Optional.empty()
                        : Optional.of(properties.replicationFactor());
        return new NewTopic(name, Optional.of(partitions), replication).configs(settings);
    }

    /** Before the group's first consumer: by default a new share group begins at the end, and what is there already is lost. */
    private void configure(Admin admin, WorkKind kind, Ability ability)
            throws ExecutionException, InterruptedException {
        var settings = new ArrayList<AlterConfigOp>();
        settings.add(set("share.auto.offset.reset", "earliest"));
        settings.add(set("share.record.lock.duration.ms", millis(properties.lock())));
        if (ability.keepsDeadLetters()) {
            String deadLetters = topics.deadLetters(topics.group(kind));
            settings.add(set("share.delivery.count.limit", String.valueOf(DELIVERIES)));
            settings.add(set("errors.deadletterqueue.topic.name", deadLetters));
            settings.add(set("errors.deadletterqueue.copy.record.enable", "true"));
        }
        var group = new ConfigResource(ConfigResource.Type.GROUP, topics.group(kind));
        try {
            admin.incrementalAlterConfigs(Map.of(group, settings)).all().get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof InvalidConfigurationException
                    || failed.getCause() instanceof InvalidRequestException) {
                throw new UnsuitableBroker(
                        "This Kafka refuses the settings of the group %s: %s Change diskmill.messaging.lock, or the broker's bounds (group.share.*)."
                                .formatted(group.name(), failed.getCause().getMessage()),
                        failed);
            }
            throw failed;
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private static String millis(Duration duration) {
        return String.valueOf(duration.toMillis());
    }
}
