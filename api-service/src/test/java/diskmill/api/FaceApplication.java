package diskmill.api;

import diskmill.api.status.FactRecorder;
import diskmill.api.v2.FaceConfiguration;
import diskmill.event.ImageEvent;
import diskmill.gate.GateConfiguration;
import diskmill.intake.IntakeConfiguration;
import diskmill.messaging.Facts;
import diskmill.storage.file.FileObjectStore;
import diskmill.storage.file.FileStorageConfiguration;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The api-service as it is, but for the broker: in its place, facts about ingested bytes are converted at once. */
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = KafkaAutoConfiguration.class)
@Import({
    ApiServiceConfiguration.class,
    FaceConfiguration.class,
    GateConfiguration.class,
    FileStorageConfiguration.class,
    IntakeConfiguration.class
})
public class FaceApplication {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Facts facts(ObjectProvider<FactRecorder> recorder) {
        return new ConvertingAtOnce(recorder);
    }

    @Bean
    @Primary
    BreakableStore breakableStore(FileObjectStore store) {
        return new BreakableStore(store);
    }

    /** What an idle convert-worker says of a disk that stays as it is. */
    private record ConvertingAtOnce(ObjectProvider<FactRecorder> recorder) implements Facts {

        @Override
        public void publish(ImageEvent fact) {
            if (fact instanceof ImageEvent.Ingested ingested) {
                recorder.getObject()
                        .on(
                                new ImageEvent.Converted(
                                        ingested.imageId(),
                                        ingested.attemptId(),
                                        ingested.runId(),
                                        ingested.at(),
                                        ingested.object(),
                                        ingested.format(),
                                        ingested.size(),
                                        ingested.virtualSize(),
                                        ingested.storedDigests()));
            }
        }
    }
}
