package diskmill.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;

/** The real qemu-img, which waits before a subcommand for as long as a test holds it up, so that a kill finds it there. */
final class HeldUpQemuImg {

    private final Path around;
    private final Path folder;

    /** @param around where its own folder is made, beside the data folder whose disks it is given */
    HeldUpQemuImg(Path around) throws IOException {
        this.around = around;
        this.folder = around.resolve("held");
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
        // the one before may have said so once more while it was let go
        Files.deleteIfExists(folder.resolve("holding-" + subcommand));
        Files.writeString(folder.resolve("hold-" + subcommand), "");
    }

    boolean isHolding(String subcommand) {
        return Files.exists(folder.resolve("holding-" + subcommand));
    }

    /** Whether there is a process of it, held up or at work on a file of the data folder. */
    boolean isRunning(String subcommand) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().arguments())
                .flatMap(Optional::stream)
                .map(Arrays::asList)
                .anyMatch(arguments ->
                        arguments.contains(subcommand)
                                && arguments.stream()
                                        .anyMatch(
                                                argument -> argument.contains(around.toString())));
    }

    void letGo() throws IOException {
        try (var files = Files.newDirectoryStream(folder, "hold*-*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
