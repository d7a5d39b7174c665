package diskmill.api.status;

import diskmill.event.ImageEvent;
import diskmill.messaging.kafka.KafkaMessagingConfiguration;
import diskmill.messaging.kafka.Topics;
import org.springframework.kafka.annotation.KafkaListener;

/** Hears what workers say, in order for each image within one topic, and has it recorded. */
final class StatusFacts {

    private final FactRecorder recorder;

    StatusFacts(FactRecorder recorder) {
        this.recorder = recorder;
    }

    @KafkaListener(
            id = Topics.STATUS_GROUP,
            topics = {Topics.INGESTED, Topics.CONVERTED, Topics.REJECTED, Topics.PROGRESSED},
            containerFactory = KafkaMessagingConfiguration.FACT_LISTENERS)
    void on(ImageEvent fact) {
        recorder.on(fact);
    }
}
