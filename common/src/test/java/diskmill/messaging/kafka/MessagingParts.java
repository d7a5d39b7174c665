package diskmill.messaging.kafka;

import diskmill.event.EventJson;
import diskmill.event.ImageEvent;
import diskmill.messaging.WorkQueue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The whole of messaging, as one process has it, without Spring; quick to retry and to lose a lease. */
final class MessagingParts implements AutoCloseable {

    final MeterRegistry meters = new SimpleMeterRegistry();
    final EventJson json = new EventJson();
    final MessagingProperties properties;
    final Topics topics;
    final KafkaClients clients;
    final Broker broker;
    final KafkaFacts facts;
    final Cancellations cancellations;
    final DeadLetters deadLetters;
    final WorkQueue queue;

    MessagingParts(String bootstrapServers, String prefix, Duration lock) {
        var connection = Map.<String, Object>of("bootstrap.servers", bootstrapServers);
        properties =
                new MessagingProperties(
                        prefix,
                        1,
                        (short) 1,
                        Duration.ofDays(7),
                        Duration.ofHours(1),
                        lock,
                        Duration.ofSeconds(5),
                        Duration.ofMillis(300),
                        Duration.ofSeconds(2));
        topics = new Topics(prefix);
        clients = new KafkaClients(connection, connection, connection);
        broker = new Broker(new BrokerSetUp(clients, topics, properties));
        broker.begin();
        facts = new KafkaFacts(clients, topics, json, properties.publishTimeout());
        cancellations =
                new Cancellations(
                        clients, broker, json, Clock.systemUTC(), topics, properties.retention());
        deadLetters = new DeadLetters(clients, meters);
        queue =
                new KafkaWorkQueue(
                        new WorkParts(
                                clients,
                                broker,
                                topics,
                                json,
                                facts,
                                deadLetters,
                                cancellations,
                                properties,
                                meters,
                                Clock.systemUTC()));
    }

    /** Once the topics are there. */
    void publish(ImageEvent... events) throws InterruptedException {
        broker.start();
        for (ImageEvent event : events) {
            facts.publish(event);
        }
    }

    @Override
    public void close() {
        broker.stop();
        cancellations.close();
        facts.close();
        deadLetters.close();
    }
}
