package diskmill.api.identity.access;

import diskmill.api.identity.ShortMemory;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The access tokens' beans. */
@Configuration(proxyBeanMethods = false)
public class AccessConfiguration {

    private static final Clock CLOCK = Clock.systemUTC();

    /** What a database that has silently become unreachable can hide from us, at most. */
    private static final Duration KEEP = Duration.ofSeconds(5);

    /** A bean, since both who looks and who hears of changes need it. */
    record Remembered(ShortMemory<String> valid) {}

    @Bean
    Remembered rememberedAccessTokens() {
        return new Remembered(new ShortMemory<>(CLOCK, KEEP));
    }

    @Bean
    AccessTokenChanges accessTokenChanges(Remembered remembered) {
        return new AccessTokenChanges(remembered.valid());
    }

    @Bean
    AccessTokens accessTokens(JdbcClient database, Remembered remembered) {
        return new AccessTokens(database, remembered.valid(), CLOCK);
    }
}
