package diskmill.api.identity.bootstrap;

import diskmill.api.database.DatabaseAtStart;
import diskmill.api.identity.IdentitySettings;
import diskmill.api.identity.accounts.Assignments;
import diskmill.api.identity.accounts.Projects;
import diskmill.api.identity.accounts.Roles;
import diskmill.api.identity.accounts.Users;
import diskmill.api.web.WebSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the first administrator at start. */
@Configuration(proxyBeanMethods = false)
public class BootstrapConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    SmartInitializingSingleton firstAdministrator(
            JdbcClient database,
            PlatformTransactionManager transactions,
            Projects projects,
            Users users,
            Roles roles,
            Assignments assignments,
            IdentitySettings settings,
            WebSettings web,
            @Value("${server.port:8080}") int port) {
        FirstAdministrator first =
                new FirstAdministrator(
                        database,
                        new TransactionTemplate(transactions),
                        projects,
                        users,
                        roles,
                        assignments,
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
