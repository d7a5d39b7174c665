package diskmill.ingest;

import diskmill.gate.GateConfiguration;
import diskmill.intake.IntakeConfiguration;
import diskmill.messaging.kafka.KafkaMessagingConfiguration;
import diskmill.storage.StorageConfiguration;
import diskmill.storage.file.FileStorageConfiguration;
import diskmill.storage.s3.S3StorageConfiguration;
import java.time.Clock;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** An ingest-worker as a process of its own. Its own settings are in {@code ingest-worker.yml}. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    GateConfiguration.class,
    StorageConfiguration.class,
    FileStorageConfiguration.class,
    S3StorageConfiguration.class,
    KafkaMessagingConfiguration.class,
    IntakeConfiguration.class,
    IngestWorkerConfiguration.class
})
public class IngestWorker {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(IngestWorker.class)
                .properties("spring.config.name=ingest-worker");
    }
}
