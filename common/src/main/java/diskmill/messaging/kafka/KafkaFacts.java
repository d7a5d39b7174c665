package diskmill.messaging.kafka;

import diskmill.event.EventJson;
import diskmill.event.ImageEvent;
import diskmill.messaging.Facts;
import diskmill.messaging.MessagingUnavailable;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says facts through Kafka, in order for each image as long as one thread says them. */
final class KafkaFacts implements Facts, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KafkaFacts.class);

    /** The producer's own limit ends the wait; this one is for a producer that forgets its own. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final Topics topics;
    private final EventJson json;
    private final Duration limit;
    private final Producer<String, String> producer;
    private final Producer<String, String> progress;

    /** The producers are made here, and closed with this. */
    KafkaFacts(KafkaClients clients, Topics topics, EventJson json, Duration limit) {
        this.topics = topics;
        this.json = json;
        this.limit = limit;
        this.producer = clients.factProducer(limit);
        this.progress = clients.progressProducer();
    }

    @Override
    public void publish(ImageEvent fact) throws InterruptedException {
        try {
            producer.send(message(fact)).get(limit.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptException interrupted) {
            // Kafka's own, which has set the thread's flag
            Thread.interrupted();
            throw new InterruptedException("while a fact was said");
        } catch (ExecutionException | TimeoutException | KafkaException failed) {
            throw new MessagingUnavailable(
                    "Kafka did not take a fact in time; it is to be said again.", failed);
        }
    }

    /** Does not wait and does not fail: a sign of life that is lost is followed by the next one. */
    void mention(ImageEvent.Progressed fact) {
        try {
            Future<RecordMetadata> _ =
                    progress.send(
                            message(fact),
                            (_, failed) -> {
                                if (failed != null) {
                                    log.debug("a sign of life was lost", failed);
                                }
                            });
        } catch (KafkaException lost) {
            log.debug("a sign of life was lost", lost);
        }
    }

    private ProducerRecord<String, String> message(ImageEvent fact) {
        return new ProducerRecord<>(topics.of(fact), topics.key(fact), json.write(fact));
    }

    @Override
    public void close() {
        try {
            progress.close(Duration.ZERO);
        } finally {
            producer.close(CLOSE_LIMIT);
        }
    }
}
