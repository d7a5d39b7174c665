package diskmill.api.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
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

    @Bean
    UnhurriedMigrations unhurriedMigrations() {
        return new UnhurriedMigrations();
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Notifications notifications(DataSource dataSource, List<Notifications.Listener> listeners)
            throws SQLException {
        return new Notifications(opening(dataSource), listeners);
    }

    /** A connection beside the pool: it listens as long as the process lives, and would be missing there. */
    private static Notifications.Opening opening(DataSource dataSource) throws SQLException {
        if (!dataSource.isWrapperFor(HikariDataSource.class)) {
            return dataSource::getConnection;
        }
        HikariDataSource pool = dataSource.unwrap(HikariDataSource.class);
        return () ->
                DriverManager.getConnection(
                        pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
    }
}
