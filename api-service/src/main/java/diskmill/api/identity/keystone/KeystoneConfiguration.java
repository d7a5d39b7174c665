package diskmill.api.identity.keystone;

import diskmill.api.identity.LoginDelay;
import diskmill.api.identity.ShortMemory;
import diskmill.api.quota.QuotaSettings;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
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
    ServiceToken serviceToken(KeystoneCalls calls, KeystoneSettings settings) {
        settings.requiredPassword();
        return new ServiceToken(calls, settings, CLOCK);
    }

    @Bean
    KeystoneCatalog keystoneCatalog(KeystoneCalls calls) {
        return new KeystoneCatalog(calls);
    }

    @Bean
    @ConditionalOnProperty(name = "diskmill.quota.source", havingValue = "keystone")
    KeystoneLimits keystoneLimits(KeystoneCalls calls, ServiceToken own, QuotaSettings quotas) {
        return new KeystoneLimits(calls, own, quotas.limits(), CLOCK);
    }

    @Bean
    Availability keystoneAvailability() {
        return new Availability();
    }

    @Bean
    KeystoneCredentialLogins keystoneCredentialLogins(
            KeystoneCalls calls, Availability availability, LoginDelay delay) {
        return new KeystoneCredentialLogins(calls, availability, delay);
    }

    @Bean
    KeystoneSessions keystoneSessions(
            KeystoneCalls calls,
            ServiceToken own,
            KeystoneSettings settings,
            Availability availability) {
        return new KeystoneSessions(
                calls,
                own,
                new ShortMemory<>(CLOCK, settings.cache()),
                CLOCK,
                settings.publicEndpoint().toString(),
                availability);
    }
}
