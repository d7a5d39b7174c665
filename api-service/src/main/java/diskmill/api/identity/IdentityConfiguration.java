package diskmill.api.identity;

import diskmill.api.database.DatabaseAtStart;
import diskmill.api.web.WebSettings;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Identity's beans in local mode. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentitySettings.class)
public class IdentityConfiguration {

    private static final Clock CLOCK = Clock.systemUTC();

    @Bean
    Accounts accounts(JdbcClient database) {
        return new Accounts(database, CLOCK);
    }

    @Bean
    Passwords passwords() {
        return new Passwords();
    }

    @Bean
    Tokens tokens(JdbcClient database, IdentitySettings settings) {
        return new Tokens(database, new TokenCache(CLOCK), CLOCK, settings.tokenLifetime());
    }

    @Bean
    Logins logins(Accounts accounts, Passwords passwords, Tokens tokens) {
        return new Logins(accounts, passwords, tokens, new LoginDelay(CLOCK));
    }

    @Bean
    @DependsOnDatabaseInitialization
    SmartInitializingSingleton firstAdministrator(
            JdbcClient database,
            PlatformTransactionManager transactions,
            Accounts accounts,
            Passwords passwords,
            IdentitySettings settings,
            WebSettings web,
            @Value("${server.port:8080}") int port) {
        FirstAdministrator first =
                new FirstAdministrator(
                        database,
                        new TransactionTemplate(transactions),
                        accounts,
                        passwords,
                        openRc(settings, web, port));
        return () -> DatabaseAtStart.run(first::makeIfNobodyIsThere);
    }

    private static @Nullable OpenRc openRc(IdentitySettings settings, WebSettings web, int port) {
        if (settings.openrc() == null) {
            return null;
        }
        String base =
                web.publicUrl() == null
                        ? "http://127.0.0.1:" + port
                        : web.publicUrl().toString().replaceAll("/$", "");
        return new OpenRc(settings.openrc(), base + "/v3");
    }
}
