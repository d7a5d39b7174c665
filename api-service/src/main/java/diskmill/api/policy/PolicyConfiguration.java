package diskmill.api.policy;

import diskmill.api.catalog.Images;
import diskmill.api.members.Members;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every face asks before it does anything. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PolicySettings.class)
public class PolicyConfiguration {

    @Bean
    Policy policy(PolicySettings settings) {
        return Policy.of(settings);
    }

    @Bean
    ImagePolicy imagePolicy(Policy policy, Images images, Members members) {
        return new ImagePolicy(policy, images, members);
    }
}
