package diskmill.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresFolderTest {

    @TempDir private Path folder;

    @Test
    void holdsADatabaseAndNamesTheProgramAndNothingRuns() throws Exception {
        PostgresFolder.prepare(folder, "diskmill");
        PostgresFolder.prepare(folder, "diskmill");

        assertThat(Path.of(Files.readString(folder.resolve("program")).strip()))
                .hasFileName("postgres")
                .isExecutable();
        assertThat(OrphanedPostmaster.find(folder.resolve("data"))).isEmpty();
        try (var server = EmbeddedPostgres.start(folder, 0)) {
            assertThat(Sql.query(server, "select datname from pg_database")).contains("diskmill");
        }
    }
}
