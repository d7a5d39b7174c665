package diskmill.messaging.kafka;

import diskmill.event.EventJson;
import diskmill.event.ImageEvent;
import diskmill.event.UnreadableEvent;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.serializer.DeserializationException;
import org.springframework.kafka.support.serializer.ErrorHandlingDeserializer;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * The set-up of the listeners that hear facts in order, each image's on one thread, each acknowledged within about a second after
 * its method has returned. A method that throws is called again, after a pause, until it returns: the surroundings are at fault, and what comes
 * later would be out of order. Only what no retry can help becomes a dead letter: a record that is no fact, and an exception that
 * is a fault of the method itself.
 */
final class FactListeners {

    private static final int LISTENER_PHASE = 1;

    /** Not each by itself, since that took as long as what is done with many a fact; what a crash brings again changes nothing. */
    private static final long ACKNOWLEDGED_EVERY_MILLIS = 1_000;

    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final KafkaClients clients;
    private final Topics topics;
    private final EventJson json;
    private final DeadLetters deadLetters;

    FactListeners(KafkaClients clients, Topics topics, EventJson json, DeadLetters deadLetters) {
        this.clients = clients;
        this.topics = topics;
        this.json = json;
        this.deadLetters = deadLetters;
    }

    ConcurrentKafkaListenerContainerFactory<byte[], ImageEvent> containerFactory() {
        var factory = new ConcurrentKafkaListenerContainerFactory<byte[], ImageEvent>();
        factory.setConsumerFactory(
                new DefaultKafkaConsumerFactory<>(
                        clients.listenerSettings(),
                        ByteArrayDeserializer::new,
                        () -> new ErrorHandlingDeserializer<>(deserializer())));
        // ended after the web server, whose requests still wait for what these hear
        factory.setPhase(LISTENER_PHASE);
        ContainerProperties container = factory.getContainerProperties();
        container.setAckMode(ContainerProperties.AckMode.TIME);
        container.setAckTime(ACKNOWLEDGED_EVERY_MILLIS);
        container.setPollTimeout(ACKNOWLEDGED_EVERY_MILLIS);
        factory.setCommonErrorHandler(errorHandler());
        return factory;
    }

    private Deserializer<ImageEvent> deserializer() {
        var strings = new StringDeserializer();
        return (topic, bytes) -> json.read(strings.deserialize(topic, bytes));
    }

    private DefaultErrorHandler errorHandler() {
        var pauses = new ExponentialBackOff(FIRST_PAUSE_MILLIS, 2);
        pauses.setMaxInterval(LONGEST_PAUSE_MILLIS);
        pauses.setMaxElapsedTime(Long.MAX_VALUE);
        var handler = new DefaultErrorHandler(this::putAside, pauses);
        handler.addNotRetryableExceptions(
                UnreadableEvent.class,
                IllegalArgumentException.class,
                NullPointerException.class,
                IndexOutOfBoundsException.class,
                UnsupportedOperationException.class);
        return handler;
    }

    private void putAside(ConsumerRecord<?, ?> record, Exception failed) {
        var unreadable = find(failed, DeserializationException.class);
        String why =
                unreadable.isPresent()
                        ? String.valueOf(
                                find(failed, UnreadableEvent.class)
                                        .map(Throwable::getMessage)
                                        .orElse("unreadable"))
                        : String.valueOf(rootOf(failed));
        try {
            deadLetters.keep(
                    topics.statusDeadLetters(),
                    record,
                    record.key() instanceof byte[] key ? key : null,
                    unreadable.map(DeserializationException::getData).orElseGet(() -> json(record)),
                    why);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("while a dead letter was kept", interrupted);
        }
        deadLetters.count(record, topics.prefix() + "-status", why);
    }

    private byte @Nullable [] json(ConsumerRecord<?, ?> record) {
        return record.value() instanceof ImageEvent event
                ? DeadLetters.bytes(json.write(event))
                : null;
    }

    private static <T extends Throwable> Optional<T> find(Throwable failed, Class<T> type) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    private static Throwable rootOf(Throwable failed) {
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
