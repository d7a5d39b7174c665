package diskmill.testkit;

import diskmill.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A real database server for tests: one a JVM, started when it is first asked for (about a second) and stopped when the JVM
 * ends. Each test class takes a database of its own.
 */
public final class TestPostgres {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestPostgres() {}

    /** A new, empty database; nobody drops it before the server ends. */
    public static Database newDatabase() {
        String name = "test_" + COUNT.incrementAndGet();
        try {
            Shared.SERVER.createDatabase(name);
        } catch (SQLException failed) {
            throw new IllegalStateException("no database for the test", failed);
        }
        return new Database(Shared.SERVER, name);
    }

    /** One database, as the settings {@code spring.datasource.*} want it. */
    public static final class Database {

        private final EmbeddedPostgres server;
        private final String name;

        private Database(EmbeddedPostgres server, String name) {
            this.server = server;
            this.name = name;
        }

        public String jdbcUrl() {
            return server.jdbcUrl(name);
        }

        public String user() {
            return EmbeddedPostgres.USER;
        }

        public String password() {
            return server.password();
        }

        /** Each connection is a new one: there is no pool. */
        public DataSource dataSource() {
            return server.database(name);
        }
    }

    private static final class Shared {

        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            // nothing of it outlives the tests, so nothing need reach the disk
            var server =
                    EmbeddedPostgres.start(
                            TestFolder.create("postgres"),
                            0,
                            Map.of("fsync", "off", "synchronous_commit", "off"));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "test-postgres-end"));
            return server;
        }
    }
}
