package diskmill.api.audit;

import diskmill.api.rounds.Rounds;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The record of who did what. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
public class AuditConfiguration {

    private static final Duration FORGET_PERIOD = Duration.ofMinutes(10);

    @Bean
    AuditTrail auditTrail(JdbcClient database) {
        return new AuditTrail(database);
    }

    @Bean
    Auditor auditor(AuditTrail trail) {
        return new Auditor(trail);
    }

    @Bean
    WebMvcConfigurer auditing(Auditor auditor) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new AuditInterceptor(auditor))
                        .addPathPatterns("/v2/**", "/v1/**");
            }
        };
    }

    @Bean
    Rounds auditRounds(AuditTrail trail, AuditSettings settings) {
        return new Rounds("audit's end", FORGET_PERIOD, () -> trail.forget(settings.keep()));
    }
}
