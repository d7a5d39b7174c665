package diskmill.convert;

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

/** The convert-worker as a process of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    StorageConfiguration.class,
    FileStorageConfiguration.class,
    S3StorageConfiguration.class,
    KafkaMessagingConfiguration.class,
    ConvertWorkerConfiguration.class
})
public class ConvertWorker {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(ConvertWorker.class)
                // not application.yml: standalone has the three processes on one class path
                .properties("spring.config.name=convert-worker")
                .run(arguments);
    }
}
