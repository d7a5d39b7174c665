package diskmill.api.v2.audit;

import diskmill.api.audit.AuditConfiguration;
import diskmill.api.audit.AuditTrail;
import diskmill.api.policy.ImagePolicy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The page of the audit. */
@Configuration(proxyBeanMethods = false)
@Import(AuditConfiguration.class)
public class AuditFaceConfiguration {

    @Bean
    AuditController auditController(ImagePolicy policy, AuditTrail trail) {
        return new AuditController(policy, trail);
    }
}
