package diskmill.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;

/**
 * A real PostgreSQL server beside this JVM, on 127.0.0.1, with its data in a folder of its own. Its superuser has a generated
 * password, kept in the folder's file {@code password} (mode 600); there is no socket but the port. What a {@code kill -9} of
 * this JVM leaves behind is found and stopped at the next start on the same folder. Close it after its clients.
 *
 * <p>As root it runs in a user namespace ({@code unshare}), since PostgreSQL refuses to run as root.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    public static final String USER = "postgres";

    private static final String NAME = "PostgreSQL";

    /** Recovery after a crash reads what was written since the last checkpoint. */
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final ServerFolder folder;
    private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
    private final String password;

    private EmbeddedPostgres(
            ServerFolder folder,
            io.zonky.test.db.postgres.embedded.EmbeddedPostgres server,
            String password) {
        this.folder = folder;
        this.server = server;
        this.password = password;
    }

    /**
     * Starts a server and returns once it takes connections. What was committed is on the disk.
     *
     * @param port 0 for any free one
     * @throws EmbeddedServerFailed if the folder or the port is taken, or the server does not start
     */
    public static EmbeddedPostgres start(Path folder, int port) {
        return start(folder, port, Map.of());
    }

    /** @param settings server settings by PostgreSQL's own names, without blanks in them, which win over ours */
    public static EmbeddedPostgres start(Path folder, int port, Map<String, String> settings) {
        ServerFolder locked = ServerFolder.lock(NAME, folder);
        try {
            OrphanedPostmaster.stop(locked.data());
            int free = LoopbackPort.choose(NAME, port);
            if (!locked.isComplete()) {
                locked.clear();
            }
            Path passwordFile = locked.file("password");
            String password = ServerPassword.keptIn(passwordFile);
            var server = startLocked(locked, passwordFile, password, free, settings);
            locked.complete();
            return new EmbeddedPostgres(locked, server, password);
        } catch (EmbeddedServerFailed failed) {
            locked.close();
            throw failed;
        } catch (InterruptedException interrupted) {
            locked.close();
            Thread.currentThread().interrupt();
            throw new EmbeddedServerFailed(
                    "The start of the embedded PostgreSQL was interrupted.", interrupted);
        } catch (Exception | ExceptionInInitializerError failed) {
            locked.close();
            throw new EmbeddedServerFailed(
                    "The embedded PostgreSQL in %s did not start: see its own lines in the log. As root it needs the program unshare and user namespaces."
                            .formatted(folder),
                    failed);
        }
    }

    private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres startLocked(
            ServerFolder folder,
            Path passwordFile,
            String password,
            int port,
            Map<String, String> settings)
            throws IOException, InterruptedException {
        Binaries.useOwnCache();
        var builder =
                io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                        .setDataDirectory(folder.data())
                        .setCleanDataDirectory(false)
                        .setRegisterShutdownHook(false)
                        .setPGStartupWait(START_LIMIT)
                        .setPort(port)
                        .setConnectConfig("password", password)
                        // the database check of the design; the order of the bytes is the quickest
                        // order
                        .setLocaleConfig("locale", "C.UTF-8")
                        .setLocaleConfig("lc-collate", "C")
                        // zonky hands these to initdb as they are, after its own "-A trust", and
                        // the last one counts
                        .setLocaleConfig("auth", "scram-sha-256")
                        .setLocaleConfig("pwfile", passwordFile.toString())
                        .setServerConfig("listen_addresses", LoopbackPort.ADDRESS)
                        .setServerConfig("unix_socket_directories", "")
                        .setServerConfig("max_connections", "100")
                        // zonky is made for tests and turns both off
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on");
        settings.forEach(builder::setServerConfig);
        try {
            return builder.start();
        } catch (IOException | RuntimeException failed) {
            OrphanedPostmaster.stop(folder.data());
            throw failed;
        }
    }

    public int port() {
        return server.getPort();
    }

    /** PostgreSQL's own program, for who wants to start it without us. */
    Path program() throws IOException {
        return OrphanedPostmaster.find(folder.data())
                .flatMap(postmaster -> postmaster.info().command())
                .map(Path::of)
                .orElseThrow(() ->
                        new EmbeddedServerFailed(
                                "The PostgreSQL that was just started has ended."));
    }

    public String password() {
        return password;
    }

    /** Without user and password: those are {@link #USER} and {@link #password()}. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(LoopbackPort.ADDRESS, port(), database);
    }

    /** Each connection is a new one: there is no pool. */
    public DataSource database(String database) {
        return server.getDatabase(USER, database, Map.of("password", password));
    }

    /** Creates the database, empty, unless it is there. */
    public void createDatabase(String database) throws SQLException {
        if (!database.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException(
                    "a database's name is of small letters, digits and _: " + database);
        }
        try (var connection = database("postgres").getConnection();
                var query =
                        connection.prepareStatement(
                                "select 1 from pg_database where datname = ?")) {
            query.setString(1, database);
            try (var found = query.executeQuery();
                    var create = connection.createStatement()) {
                if (!found.next()) {
                    create.execute("create database " + database);
                }
            }
        }
    }

    /** Stops it in order; open connections are cut. */
    @Override
    public void close() {
        try {
            var postmaster = OrphanedPostmaster.find(folder.data());
            server.close();
            // zonky waits for five seconds only, and for the pid file, not for the process
            if (postmaster.isPresent()
                    && !OrphanedPostmaster.ended(postmaster.get(), Duration.ofSeconds(5))) {
                OrphanedPostmaster.stop(folder.data());
            }
        } catch (IOException failed) {
            throw new EmbeddedServerFailed("The embedded PostgreSQL was not stopped.", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            folder.close();
        }
    }
}
