package diskmill.api.identity.v3;

import diskmill.api.identity.tokens.Logins;
import diskmill.api.identity.tokens.Tokens;
import diskmill.api.web.PublicAddress;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of Keystone's face, but for the management of accounts. */
@Configuration(proxyBeanMethods = false)
public class V3Configuration {

    @Bean
    AuthController authController(Logins logins, Tokens tokens, PublicAddress address) {
        return new AuthController(logins, tokens, address);
    }

    @Bean
    KeystoneDiscovery keystoneDiscovery(PublicAddress address) {
        return new KeystoneDiscovery(address);
    }
}
