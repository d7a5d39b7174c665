package diskmill.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;

/** The real qemu-img, which waits before a subcommand for as long as a test holds it up, so that a kill finds it there. */
final class HeldUpQemuImg {

    private final Path folder;

    HeldUpQemuImg(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        Path program =
                Files.writeString(
                        program(),
                        """
                        #!/bin/sh
                        for subcommand in "$@"; do
                          while [ -e "%1$s/hold-$subcommand" ]; do touch "%1$s/holding-$subcommand"; sleep 0.05; done
                        done
                        exec qemu-img "$@"
                        """
                                .formatted(folder));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    Path program() {
        return folder.resolve("qemu-img");
    }

    void holdUp(String subcommand) throws IOException {
        Files.writeString(folder.resolve("hold-" + subcommand), "");
    }

    boolean isHolding(String subcommand) {
        return Files.exists(folder.resolve("holding-" + subcommand));
    }

    /** Whether there is a process of it, held up or at work. */
    boolean isRunning(String subcommand) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().arguments())
                .flatMap(Optional::stream)
                .map(Arrays::asList)
                .anyMatch(arguments ->
                        arguments.contains(program().toString()) && arguments.contains(subcommand));
    }

    void letGo() throws IOException {
        try (var files = Files.newDirectoryStream(folder, "hold*-*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
