package diskmill.api.identity.bootstrap;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Predicate;

/** A file with a secret that the first start writes: mode 600, and there whole or not at all. */
final class PrivateFile {

    private final Path file;

    PrivateFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * Writes the file, in the place of one that an earlier first start left behind when it was cut off.
     *
     * @param ours whether what is in a file that is there was written by us
     * @throws FileAlreadyExistsException if it was not
     */
    void write(String text, Predicate<String> ours) throws IOException {
        if (Files.exists(file) && !ours.test(Files.readString(file, StandardCharsets.UTF_8))) {
            throw new FileAlreadyExistsException(
                    file.toString(),
                    null,
                    "move it away, so that the first start's can be written");
        }
        Files.createDirectories(file.getParent());
        Path draft =
                Files.createTempFile(
                        file.getParent(),
                        "." + file.getFileName(),
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, text, StandardCharsets.UTF_8);
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(
                    draft,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
