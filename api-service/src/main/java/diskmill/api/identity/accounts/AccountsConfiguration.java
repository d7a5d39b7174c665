package diskmill.api.identity.accounts;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The accounts' beans. */
@Configuration(proxyBeanMethods = false)
public class AccountsConfiguration {

    private static final Clock CLOCK = Clock.systemUTC();

    @Bean
    Passwords passwords() {
        return new Passwords();
    }

    @Bean
    Projects projects(JdbcClient database) {
        return new Projects(database, CLOCK);
    }

    @Bean
    Users users(JdbcClient database, Passwords passwords) {
        return new Users(database, passwords, CLOCK);
    }

    @Bean
    Roles roles(JdbcClient database) {
        return new Roles(database);
    }

    @Bean
    Assignments assignments(JdbcClient database) {
        return new Assignments(database);
    }

    @Bean
    ApplicationCredentials applicationCredentials(JdbcClient database, Passwords passwords) {
        return new ApplicationCredentials(database, passwords, CLOCK);
    }
}
