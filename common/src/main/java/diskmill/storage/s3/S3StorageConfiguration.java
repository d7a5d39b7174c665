package diskmill.storage.s3;

import diskmill.storage.ObjectStore;
import diskmill.storage.local.Scratch;
import java.io.IOException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The store in a bucket, as the beans of both ports. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "diskmill.storage.type", havingValue = "s3")
@EnableConfigurationProperties(S3StorageSettings.class)
public class S3StorageConfiguration {

    @Bean
    S3ObjectStore objectStore(S3StorageSettings settings) {
        return S3ObjectStore.open(settings);
    }

    @Bean
    BucketCheck bucketCheck(S3ObjectStore store, S3StorageSettings settings) {
        return new BucketCheck(store, settings);
    }

    /** Only where it is asked for: a service that runs no tools needs no scratch folder. */
    @Bean
    @Lazy
    Scratch toolFiles(ObjectStore store, S3StorageSettings settings) throws IOException {
        return Scratch.open(store, settings.scratchFolder(), settings.scratchReserve().toBytes());
    }
}
