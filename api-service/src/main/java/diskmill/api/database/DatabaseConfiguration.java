package diskmill.api.database;

import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Public, since the api-service imports it. */
@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {

    /** Of several api-services that start at once one migrates, and the others wait for Flyway's lock. */
    @Bean
    FlywayMigrationStrategy migrationThatWaits() {
        return flyway ->
                DatabaseAtStart.run(() -> {
                    DatabaseCheck.check(
                            JdbcClient.create(flyway.getConfiguration().getDataSource()));
                    flyway.migrate();
                });
    }
}
