package diskmill.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Makes a folder from which PostgreSQL's own program can be started: {@code data}, {@code password} (mode 600), and {@code
 * program}, which names that program. Nothing runs when it returns.
 */
public final class PostgresFolder {

    private PostgresFolder() {}

    /** @param arguments the folder, and the name of the database */
    public static void main(String[] arguments) throws IOException, SQLException {
        if (arguments.length != 2) {
            System.err.println("It wants two arguments: a folder and the name of a database.");
            System.exit(2);
        }
        try {
            prepare(Path.of(arguments[0]), arguments[1]);
        } catch (EmbeddedServerFailed failed) {
            System.err.println(failed.getMessage());
            System.exit(1);
        }
    }

    /**
     * May be called again, where the programs are gone from the cache.
     *
     * @throws EmbeddedServerFailed if no server can run there
     */
    static void prepare(Path folder, String database) throws IOException, SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder, 0)) {
            server.createDatabase(database);
            Path program = folder.resolve("program");
            Files.deleteIfExists(program);
            Files.writeString(program, server.program() + "\n");
        }
    }
}
