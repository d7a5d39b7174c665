package diskmill.storage.file;

import java.io.IOException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The store in a folder, as the beans of both ports; what dead processes left half-written is swept at the start. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "diskmill.storage.type", havingValue = "file", matchIfMissing = true)
@EnableConfigurationProperties(FileStorageSettings.class)
public class FileStorageConfiguration {

    /** One bean under two names, so that either port finds exactly one. */
    @Bean({"objectStore", "toolFiles"})
    FileObjectStore objectStore(FileStorageSettings settings) throws IOException {
        FileObjectStore store =
                FileObjectStore.open(settings.requiredDirectory(), settings.reserve().toBytes());
        store.sweep();
        return store;
    }
}
