package diskmill.api.quota;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Quotas, from settings or from Keystone. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QuotaSettings.class)
public class QuotaConfiguration {

    /** @param keystone where it knows the limits */
    @Bean
    Quotas quotas(
            JdbcClient database, QuotaSettings settings, ObjectProvider<QuotaLimits> keystone) {
        return new Quotas(database, keystone.getIfAvailable(settings::limits));
    }
}
