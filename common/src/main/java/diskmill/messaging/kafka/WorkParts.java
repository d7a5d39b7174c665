package diskmill.messaging.kafka;

import diskmill.event.EventJson;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;

/** What every consumer of work needs beside its step. */
record WorkParts(
        KafkaClients clients,
        Broker broker,
        Topics topics,
        EventJson json,
        KafkaFacts facts,
        DeadLetters deadLetters,
        Cancellations cancellations,
        MessagingProperties properties,
        MeterRegistry meters,
        Clock clock) {

    Duration lock() {
        return properties.lock();
    }
}
