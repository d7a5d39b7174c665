package diskmill.messaging.kafka;

import diskmill.event.EventJson;
import diskmill.event.ImageEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads one topic of one partition, from its beginning, for a test to look at. */
final class TopicReader implements AutoCloseable {

    private final List<ConsumerRecord<String, String>> records = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    TopicReader(String bootstrapServers, String topic) {
        thread = Thread.ofVirtual().start(() -> read(bootstrapServers, topic));
    }

    private void read(String bootstrapServers, String topic) {
        var settings =
                Map.<String, Object>of(
                        "bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest");
        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            while (!closed) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
    }

    List<ConsumerRecord<String, String>> records() {
        return records;
    }

    List<ImageEvent> facts() {
        var json = new EventJson();
        return records.stream().map(record -> json.read(record.value())).toList();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
