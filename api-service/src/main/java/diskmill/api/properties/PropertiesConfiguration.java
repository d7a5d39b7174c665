package diskmill.api.properties;

import diskmill.api.policy.PolicySettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rules of properties. */
@Configuration(proxyBeanMethods = false)
public class PropertiesConfiguration {

    @Bean
    PropertyRules propertyRules(PolicySettings settings) {
        return new PropertyRules(settings.profile());
    }
}
