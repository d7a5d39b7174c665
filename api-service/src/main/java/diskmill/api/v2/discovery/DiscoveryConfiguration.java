package diskmill.api.v2.discovery;

import diskmill.api.health.Dependencies;
import diskmill.api.web.PublicAddress;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of discovery. */
@Configuration(proxyBeanMethods = false)
public class DiscoveryConfiguration {

    @Bean
    VersionsController versionsController(PublicAddress address) {
        return new VersionsController(address);
    }

    @Bean
    HealthController healthController(Dependencies dependencies) {
        return new HealthController(dependencies);
    }

    @Bean
    InfoController infoController() {
        return new InfoController();
    }

    @Bean
    SchemasController schemasController() {
        return new SchemasController();
    }
}
