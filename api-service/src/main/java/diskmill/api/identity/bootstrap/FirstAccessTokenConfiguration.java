package diskmill.api.identity.bootstrap;

import diskmill.api.database.DatabaseAtStart;
import diskmill.api.identity.IdentitySettings;
import diskmill.api.identity.access.AccessTokens;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Issues the first access token at start, in both modes. */
@Configuration(proxyBeanMethods = false)
public class FirstAccessTokenConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    SmartInitializingSingleton firstAccessToken(
            JdbcClient database,
            PlatformTransactionManager transactions,
            AccessTokens tokens,
            IdentitySettings settings) {
        if (settings.accessTokenFile() == null) {
            return () -> {};
        }
        FirstAccessToken first =
                new FirstAccessToken(
                        database,
                        new TransactionTemplate(transactions),
                        tokens,
                        new PrivateFile(settings.accessTokenFile()));
        return () -> DatabaseAtStart.run(first::issueIfThereWasNone);
    }
}
