package diskmill.api.status;

import diskmill.event.ImageEvent;
import org.springframework.kafka.annotation.KafkaListener;

/** Hears what workers say, in order for each image within one topic, and has it recorded. */
final class StatusFacts {

    private static final String PREFIX = "${diskmill.messaging.prefix:diskmill}";

    private final FactRecorder recorder;

    StatusFacts(FactRecorder recorder) {
        this.recorder = recorder;
    }

    @KafkaListener(
            id = PREFIX + "-status",
            topics = {
                PREFIX + ".image-ingested",
                PREFIX + ".image-converted",
                PREFIX + ".image-rejected",
                PREFIX + ".image-progressed"
            },
            containerFactory = "factListeners")
    void on(ImageEvent fact) {
        recorder.on(fact);
    }
}
