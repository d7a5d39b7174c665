package diskmill.api.identity.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenRcTest {

    private static final FirstAdmin ADMIN = new FirstAdmin("admin", "s3cret", "admin");

    @TempDir private Path folder;
    private Path file;
    private OpenRc openRc;

    @BeforeEach
    void begin() {
        file = folder.resolve("below/openrc");
        openRc = new OpenRc(file, "http://127.0.0.1:9292/v3");
    }

    @Test
    void aShellThatReadsItHasWhatAnOpenstackClientWants() throws Exception {
        openRc.write(ADMIN);

        Process shell =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                ". \"$0\"; echo $OS_AUTH_URL $OS_USERNAME $OS_PASSWORD $OS_PROJECT_NAME",
                                file.toString())
                        .start();
        assertThat(shell.inputReader().readLine())
                .isEqualTo("http://127.0.0.1:9292/v3 admin s3cret admin");
    }

    @Test
    void onlyItsOwnerReadsItAndNothingElseIsLeft() throws Exception {
        openRc.write(ADMIN);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder.resolve("below"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whatAnInterruptedFirstStartLeftIsReplaced() throws Exception {
        openRc.write(new FirstAdmin("admin", "lost", "admin"));

        openRc.write(ADMIN);

        assertThat(Files.readString(file)).contains("s3cret").doesNotContain("lost");
    }

    @Test
    void aFileOfSomebodyElsesIsLeftAlone() throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "mine");

        assertThatThrownBy(() -> openRc.write(ADMIN))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("mine");
    }

    @Test
    void nothingPrintsThePassword() {
        assertThat(ADMIN.toString()).doesNotContain("s3cret");
    }
}
