package diskmill.intake;

import diskmill.storage.ObjectStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The intake into this process's object store. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IntakeSettings.class)
public class IntakeConfiguration {

    @Bean
    Intake intake(ObjectStore objectStore, IntakeSettings settings) {
        return new Intake(objectStore, settings);
    }
}
