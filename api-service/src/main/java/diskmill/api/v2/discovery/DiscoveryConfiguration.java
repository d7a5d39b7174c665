package diskmill.api.v2.discovery;

import diskmill.api.glance.GlanceRegions;
import diskmill.api.health.Dependencies;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.v2.imports.ImportMethods;
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
    OpenApiController openApiController() {
        return new OpenApiController();
    }

    @Bean
    HealthController healthController(Dependencies dependencies) {
        return new HealthController(dependencies);
    }

    @Bean
    InfoController infoController(ImagePolicy policy, GlanceRegions regions) {
        return new InfoController(policy, ImportMethods.enabled(regions.any()));
    }
}
