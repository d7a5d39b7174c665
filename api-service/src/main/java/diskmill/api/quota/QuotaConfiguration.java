package diskmill.api.quota;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Quotas from settings. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QuotaSettings.class)
public class QuotaConfiguration {

    @Bean
    QuotaLimits quotaLimits(QuotaSettings settings) {
        return settings.limits();
    }

    @Bean
    Quotas quotas(JdbcClient database, QuotaLimits limits) {
        return new Quotas(database, limits);
    }
}
