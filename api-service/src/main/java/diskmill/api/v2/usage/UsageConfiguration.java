package diskmill.api.v2.usage;

import diskmill.api.quota.Quotas;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The page of what a project has. */
@Configuration(proxyBeanMethods = false)
public class UsageConfiguration {

    @Bean
    UsageController usageController(Quotas quotas) {
        return new UsageController(quotas);
    }
}
