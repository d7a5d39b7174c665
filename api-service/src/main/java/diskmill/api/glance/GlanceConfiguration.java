package diskmill.api.glance;

import diskmill.api.identity.ServiceCatalog;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans for other image services. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GlanceSettings.class)
public class GlanceConfiguration {

    @Bean
    GlanceRegions glanceRegions(GlanceSettings settings, ObjectProvider<ServiceCatalog> catalog) {
        return new KnownRegions(settings.regions(), catalog.getIfAvailable());
    }

    @Bean
    GlanceClient glanceClient(GlanceSettings settings) {
        return new GlanceClient(settings.properties());
    }
}
