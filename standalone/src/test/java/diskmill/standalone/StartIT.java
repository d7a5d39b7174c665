package diskmill.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How standalone starts, stops, and refuses to start. */
class StartIT {

    @TempDir private Path folder;

    @Test
    void aSecondOneOnTheSameFolderOrPortRefusesWithASentence() throws Exception {
        try (RunningDiskmill first = RunningDiskmill.start(folder.resolve("data"))) {
            var sameFolder =
                    RunningDiskmill.startInVain(first.folder(), RunningDiskmill.freePort());
            var samePort = RunningDiskmill.startInVain(folder.resolve("other"), first.port());

            assertThat(sameFolder.exitCode()).isEqualTo(1);
            assertThat(sameFolder.printed())
                    .contains("Another Diskmill is running on")
                    .contains("--data");
            assertThat(samePort.exitCode()).isEqualTo(1);
            assertThat(samePort.printed())
                    .contains("Port " + first.port() + " is in use")
                    .contains("--port");
        }
    }

    @Test
    void withoutQemuImgItRefusesWithASentence() throws Exception {
        var ended =
                RunningDiskmill.startInVain(
                        folder.resolve("data"),
                        RunningDiskmill.freePort(),
                        "diskmill.qemu-img.executable=qemu-img-that-is-not-there");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.printed()).contains("qemu-utils").doesNotContain("\tat ");
    }

    @Test
    void aWrongSettingIsNamedInASentence() throws Exception {
        var ended =
                RunningDiskmill.startInVain(
                        folder.resolve("data"),
                        RunningDiskmill.freePort(),
                        "diskmill.attempt.deadline=soon");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.printed()).contains("diskmill.attempt.deadline").doesNotContain("\tat ");
    }

    @Test
    void aMisspeltSettingIsNamedWithTheOneThatWasMeant() throws Exception {
        var ended =
                RunningDiskmill.startInVain(
                        folder.resolve("data"),
                        RunningDiskmill.freePort(),
                        "diskmill.atempt.deadline=1h");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.printed())
                .contains("diskmill.atempt.deadline")
                .contains("did you mean diskmill.attempt.deadline")
                .doesNotContain("\tat ");
    }

    @Test
    void itStopsInOrderAndKeepsItsSecretsToItself() throws Exception {
        RunningDiskmill diskmill = RunningDiskmill.start(folder.resolve("data"));
        var permissions = Files.getPosixFilePermissions(diskmill.folder().resolve("openrc"));

        Path accessToken = diskmill.folder().resolve("v1-access-token");
        String secret = Files.readString(accessToken).strip();
        var ofToken = Files.getPosixFilePermissions(accessToken);

        int exitCode = diskmill.stop();

        assertThat(PosixFilePermissions.toString(ofToken)).isEqualTo("rw-------");
        assertThat(diskmill.log()).doesNotContain(secret);
        assertThat(exitCode).isEqualTo(143); // 128 + SIGTERM: the shutdown hooks ran to their end
        assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
        assertThat(diskmill.log()).doesNotContain("Exception").doesNotContain("WARNING:");
    }
}
