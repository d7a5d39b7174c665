package diskmill.api.v2.schemas;

import diskmill.api.properties.PropertyRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the schemas. */
@Configuration(proxyBeanMethods = false)
public class SchemasConfiguration {

    @Bean
    SchemasController schemasController(PropertyRules rules) {
        return new SchemasController(rules);
    }
}
