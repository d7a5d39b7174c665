package diskmill.messaging.kafka;

import diskmill.event.EventJson;
import diskmill.event.ImageEvent;
import diskmill.messaging.BrokerProbe;
import diskmill.messaging.WorkForce;
import diskmill.messaging.WorkLag;
import diskmill.messaging.WorkQueue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Messaging, for every process: import it. The brokers and what they demand of their clients are Spring Boot's {@code
 * spring.kafka.*}; Boot's own factories are read for them, so that what they know of TLS and SASL holds for every client here.
 * Needs a {@link Clock}.
 */
@Configuration(proxyBeanMethods = false)
@EnableKafka
@EnableConfigurationProperties(MessagingProperties.class)
public class KafkaMessagingConfiguration {

    /** For {@code @KafkaListener(containerFactory = FACT_LISTENERS)}: methods that take an {@link ImageEvent}. */
    public static final String FACT_LISTENERS = "factListeners";

    @Bean
    Topics topics(MessagingProperties properties) {
        return new Topics(properties.prefix());
    }

    @Bean
    EventJson eventJson() {
        return new EventJson();
    }

    @Bean
    KafkaClients kafkaClients(
            ProducerFactory<?, ?> producers, ConsumerFactory<?, ?> consumers, KafkaAdmin admin) {
        return new KafkaClients(
                producers.getConfigurationProperties(),
                consumers.getConfigurationProperties(),
                admin.getConfigurationProperties());
    }

    @Bean
    Broker kafkaBroker(KafkaClients clients, Topics topics, MessagingProperties properties) {
        return new Broker(new BrokerSetUp(clients, topics, properties));
    }

    @Bean
    KafkaFacts facts(
            KafkaClients clients, Topics topics, EventJson json, MessagingProperties properties) {
        return new KafkaFacts(clients, topics, json, properties.publishTimeout());
    }

    @Bean
    DeadLetters deadLetters(KafkaClients clients, ObjectProvider<MeterRegistry> meters) {
        return new DeadLetters(clients, meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    Cancellations cancellations(
            KafkaClients clients,
            Broker broker,
            EventJson json,
            Clock clock,
            Topics topics,
            MessagingProperties properties) {
        return new Cancellations(clients, broker, json, clock, topics, properties.retention());
    }

    @Bean
    WorkQueue workQueue(
            KafkaClients clients,
            Broker broker,
            Topics topics,
            EventJson json,
            KafkaFacts facts,
            DeadLetters deadLetters,
            Cancellations cancellations,
            MessagingProperties properties,
            ObjectProvider<MeterRegistry> meters,
            Clock clock) {
        return new KafkaWorkQueue(
                new WorkParts(
                        clients,
                        broker,
                        topics,
                        json,
                        facts,
                        deadLetters,
                        cancellations,
                        properties,
                        meters.getIfAvailable(SimpleMeterRegistry::new),
                        clock));
    }

    @Bean
    BrokerProbe brokerProbe(KafkaClients clients, Topics topics) {
        return new KafkaBrokerProbe(clients, topics);
    }

    @Bean
    WorkForce workForce(KafkaClients clients, Topics topics) {
        return new KafkaWorkForce(clients, topics);
    }

    @Bean
    WorkLag workLag(KafkaClients clients, Topics topics) {
        return new KafkaWorkLag(clients, topics);
    }

    @Bean(FACT_LISTENERS)
    ConcurrentKafkaListenerContainerFactory<byte[], ImageEvent> factListeners(
            KafkaClients clients, Topics topics, EventJson json, DeadLetters deadLetters) {
        return new FactListeners(clients, topics, json, deadLetters).containerFactory();
    }
}
