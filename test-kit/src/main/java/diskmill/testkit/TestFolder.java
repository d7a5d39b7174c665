package diskmill.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders of the servers that the tests of one JVM share: under the module's {@code target}, so that a clean build removes them. */
final class TestFolder {

    private TestFolder() {}

    static Path create(String server) {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(Path.of("target")), server + "-");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
