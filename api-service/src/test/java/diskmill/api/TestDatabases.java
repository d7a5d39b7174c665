package diskmill.api;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import diskmill.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/** A migrated database for each test that asks, on the one server of the JVM. */
final class TestDatabases {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabases() {}

    /** A pool on a migrated database of its own; the caller closes it. */
    static HikariDataSource create() {
        TestPostgres.Database database = TestPostgres.newDatabase();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(10);
        HikariDataSource pool = new HikariDataSource(config);
        Flyway.configure().dataSource(pool).load().migrate();
        return pool;
    }

    /** The address of a new, empty database of another locale, on the same server and for the same user. */
    static String ofLocale(HikariDataSource beside, String locale) {
        String name = "locale_" + COUNT.incrementAndGet();
        try (Connection connection = beside.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create database %s template template0 encoding 'UTF8' lc_collate '%s' lc_ctype '%s'"
                            .formatted(name, locale, locale));
            return beside.getJdbcUrl().replace("/" + connection.getCatalog(), "/" + name);
        } catch (SQLException failed) {
            throw new IllegalStateException("no database for the test", failed);
        }
    }
}
