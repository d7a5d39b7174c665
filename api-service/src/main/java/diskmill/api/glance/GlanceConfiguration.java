package diskmill.api.glance;

import java.util.TreeMap;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans for other image services. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GlanceSettings.class)
public class GlanceConfiguration {

    @Bean
    GlanceRegions glanceRegions(GlanceSettings settings) {
        return new ConfiguredRegions(new TreeMap<>(settings.regions()));
    }

    @Bean
    GlanceClient glanceClient(GlanceSettings settings) {
        return new GlanceClient(settings.properties());
    }
}
