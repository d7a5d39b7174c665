package diskmill.api;

import diskmill.api.v2.FaceConfiguration;
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

/** The api-service as a process of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    ApiServiceConfiguration.class,
    FaceConfiguration.class,
    KafkaMessagingConfiguration.class,
    StorageConfiguration.class,
    FileStorageConfiguration.class,
    S3StorageConfiguration.class,
    GateConfiguration.class,
    IntakeConfiguration.class
})
public class ApiService {

    /** The settings are in a file of this name, since in standalone all services share one classpath. */
    private static final String SETTINGS = "spring.config.name=api-service";

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(ApiService.class).properties(SETTINGS).run(arguments);
    }
}
