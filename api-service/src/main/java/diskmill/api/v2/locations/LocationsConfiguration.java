package diskmill.api.v2.locations;

import diskmill.api.policy.ImagePolicy;
import diskmill.storage.ObjectStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of images' places. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LocationSettings.class)
public class LocationsConfiguration {

    @Bean
    Locations locations(ObjectStore store, ImagePolicy policy, LocationSettings settings) {
        return new Locations(store, policy, settings);
    }

    @Bean
    LocationsController locationsController(Locations locations, ImagePolicy policy) {
        return new LocationsController(locations, policy);
    }
}
