package diskmill.storage.file;

import diskmill.start.StartRefused;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The object store in a folder.
 *
 * @param directory the folder; it is made if it is missing. Processes on one machine may share it. Required where the store is
 *     a folder
 */
@ConfigurationProperties("diskmill.storage.file")
public record FileStorageSettings(@Nullable Path directory) {

    /** @throws StartRefused with a sentence if no folder was named */
    Path requiredDirectory() {
        if (directory == null || directory.toString().isBlank()) {
            throw new StartRefused(
                    "diskmill.storage.file.directory must name the folder that objects are kept in");
        }
        return directory;
    }
}
