package diskmill.messaging.kafka;

import diskmill.messaging.MessagingUnavailable;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that nobody can do anything with: counted ({@code diskmill.poison.records}), logged, and kept in a topic, so that the
 * next one still arrives and a person can look.
 */
final class DeadLetters implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private static final String COUNTER = "diskmill.poison.records";

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final KafkaClients clients;
    private final MeterRegistry meters;
    private @Nullable Producer<byte[], byte[]> producer;

    DeadLetters(KafkaClients clients, MeterRegistry meters) {
        this.clients = clients;
        this.meters = meters;
    }

    /** @param why without anything of the record in it, which may hold a secret */
    void count(ConsumerRecord<?, ?> record, String group, String why) {
        log.error(
                "A record that cannot be used was put aside: {}-{} at {}, group {}: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                group,
                why);
        meters.counter(COUNTER, "topic", record.topic(), "group", group).increment();
    }

    /**
     * Returns once the broker has it.
     *
     * @throws MessagingUnavailable if the broker did not take it in time
     */
    void keep(
            String topic,
            ConsumerRecord<?, ?> record,
            byte @Nullable [] key,
            byte @Nullable [] value,
            String why)
            throws InterruptedException {
        var letter = new ProducerRecord<>(topic, key, value);
        letter.headers()
                .add("diskmill.topic", bytes(record.topic()))
                .add("diskmill.partition", bytes(String.valueOf(record.partition())))
                .add("diskmill.offset", bytes(String.valueOf(record.offset())))
                .add("diskmill.why", bytes(why));
        try {
            producer().send(letter).get(2 * LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptException interrupted) {
            // Kafka's own, which has set the thread's flag
            Thread.interrupted();
            throw new InterruptedException("while a dead letter was kept");
        } catch (ExecutionException | TimeoutException | KafkaException failed) {
            throw new MessagingUnavailable("Kafka did not take a dead letter in time.", failed);
        }
    }

    static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** Seldom needed, so made when it is. */
    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = clients.deadLetterProducer(LIMIT);
        }
        return producer;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(LIMIT);
        }
    }
}
