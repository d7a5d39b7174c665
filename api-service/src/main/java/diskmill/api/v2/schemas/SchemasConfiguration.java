package diskmill.api.v2.schemas;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the schemas. */
@Configuration(proxyBeanMethods = false)
public class SchemasConfiguration {

    @Bean
    SchemasController schemasController() {
        return new SchemasController();
    }
}
