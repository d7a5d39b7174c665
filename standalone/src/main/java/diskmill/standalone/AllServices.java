package diskmill.standalone;

import diskmill.api.ApiServiceConfiguration;
import diskmill.api.v2.FaceConfiguration;
import diskmill.convert.ConvertWorkerConfiguration;
import diskmill.gate.GateConfiguration;
import diskmill.ingest.IngestWorkerConfiguration;
import diskmill.intake.IntakeConfiguration;
import diskmill.messaging.kafka.KafkaMessagingConfiguration;
import diskmill.storage.StorageConfiguration;
import diskmill.storage.file.FileStorageConfiguration;
import diskmill.storage.s3.S3StorageConfiguration;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The three services in one context: what they share is there once. */
@Configuration(proxyBeanMethods = false)
@Import({
    ApiServiceConfiguration.class,
    FaceConfiguration.class,
    IngestWorkerConfiguration.class,
    ConvertWorkerConfiguration.class,
    KafkaMessagingConfiguration.class,
    StorageConfiguration.class,
    FileStorageConfiguration.class,
    S3StorageConfiguration.class,
    GateConfiguration.class,
    IntakeConfiguration.class
})
class AllServices {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
