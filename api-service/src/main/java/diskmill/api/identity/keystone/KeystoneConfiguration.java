package diskmill.api.identity.keystone;

import diskmill.api.identity.SessionCache;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keystone mode's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeystoneSettings.class)
public class KeystoneConfiguration {

    private static final Clock CLOCK = Clock.systemUTC();

    @Bean
    KeystoneCalls keystoneCalls(KeystoneSettings settings) {
        return new KeystoneCalls(
                settings.endpoint(),
                settings.connectTimeout(),
                settings.timeout(),
                settings.ca() == null ? null : TrustedCertificates.of(settings.ca()));
    }

    @Bean
    KeystoneSessions keystoneSessions(KeystoneCalls calls, KeystoneSettings settings) {
        settings.requiredPassword();
        return new KeystoneSessions(
                calls,
                new ServiceToken(calls, settings, CLOCK),
                new SessionCache(CLOCK, settings.cache()),
                CLOCK,
                settings.publicEndpoint().toString());
    }
}
