package diskmill.api;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/** One PostgreSQL server a JVM, and on it a migrated database for each test class that asks. */
final class TestDatabases {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabases() {}

    /** A pool on a migrated database of its own; the caller closes it. */
    static HikariDataSource create() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(ofLocale("C.UTF-8"));
        config.setMaximumPoolSize(10);
        HikariDataSource pool = new HikariDataSource(config);
        Flyway.configure().dataSource(pool).load().migrate();
        return pool;
    }

    /** The address of a new, empty database. */
    static String ofLocale(String locale) {
        String name = "core_" + COUNT.incrementAndGet();
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create database %s template template0 encoding 'UTF8' lc_collate '%s' lc_ctype '%s'"
                            .formatted(name, locale, locale));
        } catch (SQLException failed) {
            throw new IllegalStateException("no database for the test", failed);
        }
        return Server.POSTGRES.getJdbcUrl("postgres", name);
    }

    private static final class Server {

        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("synchronous_commit", "off")
                        .start();
            } catch (IOException failed) {
                throw new IllegalStateException("no PostgreSQL for the tests", failed);
            }
        }
    }
}
