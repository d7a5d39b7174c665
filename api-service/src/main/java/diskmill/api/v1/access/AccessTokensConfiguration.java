package diskmill.api.v1.access;

import diskmill.api.identity.access.AccessTokens;
import diskmill.api.policy.ImagePolicy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The page of the access tokens. */
@Configuration(proxyBeanMethods = false)
public class AccessTokensConfiguration {

    @Bean
    AccessTokensController accessTokensController(ImagePolicy policy, AccessTokens tokens) {
        return new AccessTokensController(policy, tokens);
    }
}
