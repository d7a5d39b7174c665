package diskmill.testkit;

import diskmill.embedded.EmbeddedPostgres;
import diskmill.testkit.container.PostgresInContainer;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A real database server for tests ({@link TestServers}): one a JVM, started when it is first asked for (about a second as a
 * process) and stopped when the JVM ends. Each test class takes a database of its own.
 */
public final class TestPostgres {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestPostgres() {}

    /** A new, empty database; nobody drops it before the server ends. */
    public static Database newDatabase() {
        String name = "test_" + COUNT.incrementAndGet();
        try {
            return Shared.SERVER.create(name);
        } catch (SQLException failed) {
            throw new IllegalStateException("no database for the test", failed);
        }
    }

    /**
     * One database, as the settings {@code spring.datasource.*} want it.
     *
     * @param dataSource each of its connections is a new one: there is no pool
     */
    public record Database(String jdbcUrl, String user, String password, DataSource dataSource) {}

    private interface Server {

        Database create(String database) throws SQLException;
    }

    private static final class Shared {

        static final Server SERVER =
                switch (TestServers.chosen()) {
                    case CONTAINERS -> container();
                    case PROCESSES -> process();
                };

        private static Server container() {
            PostgresInContainer server = PostgresInContainer.start();
            return name -> {
                server.createDatabase(name);
                return new Database(
                        server.jdbcUrl(name),
                        server.user(),
                        server.password(),
                        server.database(name));
            };
        }

        private static Server process() {
            // nothing of it outlives the tests, so nothing need reach the disk
            EmbeddedPostgres server =
                    EmbeddedPostgres.start(
                            TestFolder.create("postgres"),
                            0,
                            Map.of("fsync", "off", "synchronous_commit", "off"));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "test-postgres-end"));
            return name -> {
                server.createDatabase(name);
                return new Database(
                        server.jdbcUrl(name),
                        EmbeddedPostgres.USER,
                        server.password(),
                        server.database(name));
            };
        }
    }
}
