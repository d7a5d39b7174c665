package diskmill.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @TempDir private Path folder;

    @Test
    void keepsWhatWasCommittedAndMayComeBackOnAnotherPort() throws Exception {
        try (var server = EmbeddedPostgres.start(folder, 0)) {
            Sql.run(server, "create table kept (x int)");
            Sql.run(server, "insert into kept values (42)");
        }

        try (var server = EmbeddedPostgres.start(folder, 0)) {
            assertThat(Sql.query(server, "select x from kept")).containsExactly("42");
        }
    }

    @Test
    void itsDatabasesAreOfUtf8WithTheCharacterClassesOfCUtf8() throws Exception {
        try (var server = EmbeddedPostgres.start(folder, 0)) {
            server.createDatabase("diskmill");
            server.createDatabase("diskmill");

            assertThat(
                            Sql.query(
                                    server,
                                    "select datctype || ' ' || pg_encoding_to_char(encoding) from pg_database where datname = 'diskmill'"))
                    .containsExactly("C.UTF-8 UTF8");
        }
    }

    @Test
    void isDurable() throws Exception {
        try (var server = EmbeddedPostgres.start(folder, 0)) {
            assertThat(Sql.query(server, "show fsync")).containsExactly("on");
            assertThat(Sql.query(server, "show synchronous_commit")).containsExactly("on");
        }
    }

    @Test
    void letsNobodyInWithoutItsPasswordWhichOnlyTheOwnerMayRead() throws Exception {
        try (var server = EmbeddedPostgres.start(folder, 0)) {
            assertThatThrownBy(() ->
                            DriverManager.getConnection(
                                    server.jdbcUrl("postgres"), EmbeddedPostgres.USER, "guess"))
                    .isInstanceOf(SQLException.class);
            assertThat(
                            Sql.query(
                                    server,
                                    "select count(*)::text from pg_hba_file_rules where auth_method = 'trust'"))
                    .containsExactly("0");
        }
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("password"))))
                .isEqualTo("rw-------");
    }

    @Test
    void listensOnLoopbackOnly() throws Exception {
        try (var server = EmbeddedPostgres.start(folder, 0)) {
            assertThat(Sql.query(server, "show listen_addresses")).containsExactly("127.0.0.1");
            assertThat(Sql.query(server, "show unix_socket_directories")).containsExactly("");
        }
    }

    @Test
    void stopsTheServerThatAKilledProcessLeftAndKeepsItsData() throws Exception {
        long orphan;
        try (var child = ChildServer.start("postgres", folder)) {
            orphan = postmaster();
            child.kill();
        }
        assertThat(program(orphan)).isPresent();

        try (var server = EmbeddedPostgres.start(folder, 0)) {
            assertThat(Sql.query(server, "select x from kept")).containsExactly("42");
        }
        assertThat(program(orphan)).isEmpty();
    }

    @Test
    void leavesTheProgramAloneThatHasTheNumberOfADeadServer() throws Exception {
        EmbeddedPostgres.start(folder, 0).close();
        var bystander = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(
                    folder.resolve("data/postmaster.pid"),
                    "%d\n%s\n1700000000\n5432\n"
                            .formatted(bystander.pid(), folder.resolve("data")));

            EmbeddedPostgres.start(folder, 0).close();

            assertThat(bystander.isAlive()).isTrue();
        } finally {
            bystander.destroyForcibly();
        }
    }

    @Test
    void beginsAnewWhereTheFirstStartWasCutOff() throws Exception {
        Files.createDirectories(folder.resolve("data/base"));
        Files.writeString(folder.resolve("data/postgresql.conf"), "half of it");

        try (var server = EmbeddedPostgres.start(folder, 0)) {
            assertThat(Sql.query(server, "select 1")).containsExactly("1");
        }
    }

    @Test
    void refusesAFolderThatIsInUse() {
        try (var server = EmbeddedPostgres.start(folder, 0)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder, 0))
                    .isInstanceOf(EmbeddedServerFailed.class)
                    .hasMessageContaining("is in use by another embedded PostgreSQL");
            assertThat(server.port()).isPositive();
        }
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder, taken.getLocalPort()))
                    .isInstanceOf(EmbeddedServerFailed.class)
                    .hasMessageContaining("cannot listen on port " + taken.getLocalPort());
        }
    }

    @Test
    void leavesNoProcessBehindWhenClosed() throws Exception {
        long postmaster;
        try (var server = EmbeddedPostgres.start(folder, 0);
                var open = server.database("postgres").getConnection()) {
            postmaster = postmaster();
            assertThat(open.isValid(1)).isTrue();
        }

        assertThat(program(postmaster)).isEmpty();
    }

    /** Of a process that still runs; one that has ended may keep its number for a while. */
    private static Optional<String> program(long process) {
        return ProcessHandle.of(process).flatMap(handle -> handle.info().command());
    }

    private long postmaster() throws Exception {
        return Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst());
    }
}
