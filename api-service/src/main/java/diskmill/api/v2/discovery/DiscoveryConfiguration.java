package diskmill.api.v2.discovery;

import diskmill.api.web.PublicAddress;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans of discovery. */
@Configuration(proxyBeanMethods = false)
public class DiscoveryConfiguration {

    @Bean
    VersionsController versionsController(PublicAddress address) {
        return new VersionsController(address);
    }

    @Bean
    HealthController healthController(JdbcClient database) {
        return new HealthController(database);
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
