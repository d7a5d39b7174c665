package diskmill.messaging.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Makes every Kafka client that we have, from the settings of {@code spring.kafka.*} (so that what a cluster demands of its
 * clients is said once) and ours above them. Who asks for a client closes it.
 */
final class KafkaClients {

    /** What {@link KafkaShareConsumer} refuses to be told. */
    private static final List<String> NOT_FOR_SHARE_CONSUMERS =
            List.of(
                    "auto.offset.reset",
                    "enable.auto.commit",
                    "group.instance.id",
                    "isolation.level",
                    "partition.assignment.strategy",
                    "interceptor.classes",
                    "session.timeout.ms",
                    "heartbeat.interval.ms",
                    "group.protocol",
                    "group.remote.assignor");

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Map<String, Object> producer;
    private final Map<String, Object> consumer;
    private final Map<String, Object> admin;

    KafkaClients(
            Map<String, Object> producer, Map<String, Object> consumer, Map<String, Object> admin) {
        this.producer = Map.copyOf(producer);
        this.consumer = Map.copyOf(consumer);
        this.admin = Map.copyOf(admin);
    }

    Admin admin() {
        var settings = named(admin, "admin");
        // with "rebootstrap" this client asks for a broker that is away a thousand times a second
        settings.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return Admin.create(settings);
    }

    /** Whatever it has taken is kept by all replicas in sync, once each. */
    KafkaProducer<String, String> factProducer(Duration limit) {
        return new KafkaProducer<>(
                reliable("facts", limit), new StringSerializer(), new StringSerializer());
    }

    /** For what is old in a second: never waits for the broker, not even for the first answer of it. */
    KafkaProducer<String, String> progressProducer() {
        var settings = named(producer, "progress");
        settings.put(ProducerConfig.ACKS_CONFIG, "1");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 50);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 50);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 1L << 20);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 6_000);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    KafkaProducer<byte[], byte[]> deadLetterProducer(Duration limit) {
        return new KafkaProducer<>(
                reliable("dead-letters", limit),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private Map<String, Object> reliable(String name, Duration limit) {
        int millis = Math.toIntExact(limit.toMillis());
        var settings = named(producer, name);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(5_000, millis));
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        return settings;
    }

    /** One record in flight, each acknowledged by name. */
    KafkaShareConsumer<String, String> shareConsumer(String group) {
        var settings = named(consumer, group);
        NOT_FOR_SHARE_CONSUMERS.forEach(settings::remove);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        // with the default one consumer takes a whole batch of the producer's and the others
        // nothing
        settings.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        return new KafkaShareConsumer<>(
                settings, new StringDeserializer(), new StringDeserializer());
    }

    /** In no group: it reads all there is, and keeps no place. */
    KafkaConsumer<String, String> broadcastConsumer(String name) {
        var settings = named(consumer, name);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    /** For listeners in a classic group, which say their group themselves. */
    Map<String, Object> listenerSettings() {
        var settings = new HashMap<>(consumer);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // a killed api-service's facts go to another after so long
        settings.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        settings.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
        settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100);
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }

    private static Map<String, Object> named(Map<String, Object> settings, String name) {
        var copy = new HashMap<>(settings);
        copy.put(CommonClientConfigs.CLIENT_ID_CONFIG, name + "-" + COUNT.incrementAndGet());
        copy.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        return copy;
    }
}
