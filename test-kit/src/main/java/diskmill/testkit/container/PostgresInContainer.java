package diskmill.testkit.container;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** One database server in a container, which ends with the JVM. */
public final class PostgresInContainer {

    private final PostgreSQLContainer server;

    private PostgresInContainer(PostgreSQLContainer server) {
        this.server = server;
    }

    /** Nothing of it outlives the tests, so nothing need reach the disk. */
    public static PostgresInContainer start() {
        return new PostgresInContainer(
                Started.started(
                        LocalImages.POSTGRES,
                        new PostgreSQLContainer(DockerImageName.parse(LocalImages.POSTGRES))
                                .withUsername("postgres")
                                // as docker-compose.yml; a database of another locale is refused
                                .withEnv("POSTGRES_INITDB_ARGS", "--encoding=UTF8 --locale=C.UTF-8")
                                .withCommand(
                                        "postgres",
                                        "-c",
                                        "fsync=off",
                                        "-c",
                                        "synchronous_commit=off",
                                        "-c",
                                        "max_connections=100")));
    }

    public String user() {
        return server.getUsername();
    }

    public String password() {
        return server.getPassword();
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s"
                .formatted(
                        server.getHost(),
                        server.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                        database);
    }

    /** Each connection is a new one: there is no pool. */
    public DataSource database(String name) {
        var source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl(name));
        source.setUser(user());
        source.setPassword(password());
        return source;
    }

    /** @param name of small letters, digits and _ */
    public void createDatabase(String name) throws SQLException {
        try (var connection = database(server.getDatabaseName()).getConnection();
                var create = connection.createStatement()) {
            create.execute("create database " + name);
        }
    }
}
