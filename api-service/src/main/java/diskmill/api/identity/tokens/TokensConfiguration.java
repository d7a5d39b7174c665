package diskmill.api.identity.tokens;

import diskmill.api.identity.CredentialLogins;
import diskmill.api.identity.IdentitySettings;
import diskmill.api.identity.LoginDelay;
import diskmill.api.identity.Session;
import diskmill.api.identity.ShortMemory;
import diskmill.api.identity.accounts.ApplicationCredentials;
import diskmill.api.identity.accounts.Assignments;
import diskmill.api.identity.accounts.Passwords;
import diskmill.api.identity.accounts.Projects;
import diskmill.api.identity.accounts.Users;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tokens' beans. */
@Configuration(proxyBeanMethods = false)
public class TokensConfiguration {

    private static final Clock CLOCK = Clock.systemUTC();

    /** What a database that has silently become unreachable can hide from us, at most. */
    private static final Duration KEEP = Duration.ofSeconds(5);

    /** A bean, since both who reads tokens and who hears of changes need it. */
    record Remembered(ShortMemory<Session> cache) {}

    @Bean
    Remembered rememberedTokens() {
        return new Remembered(new ShortMemory<>(CLOCK, KEEP));
    }

    @Bean
    AccountChanges accountChanges(Remembered tokens) {
        return new AccountChanges(tokens.cache());
    }

    @Bean
    Tokens tokens(JdbcClient database, Remembered tokens, IdentitySettings settings) {
        return new Tokens(database, tokens.cache(), CLOCK, settings.tokenLifetime());
    }

    @Bean
    Logins logins(
            Users users,
            Projects projects,
            Assignments assignments,
            ApplicationCredentials credentials,
            Passwords passwords,
            Tokens tokens,
            LoginDelay delay) {
        return new Logins(
                users, credentials, new Scopes(projects, assignments), passwords, tokens, delay);
    }

    @Bean
    CredentialLogins credentialLogins(Logins logins) {
        return new LocalCredentialLogins(logins);
    }
}
