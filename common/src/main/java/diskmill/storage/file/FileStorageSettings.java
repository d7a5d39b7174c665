package diskmill.storage.file;

import diskmill.start.StartRefused;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The object store in a folder.
 *
 * @param directory the folder; it is made if it is missing. Processes on one machine may share it. Required where the store is
 *     a folder
 * @param reserve   that stays free on the folder's disk: what would take it is refused, since the broker and the database of
 *     standalone write there, too; 512MB by default
 */
@ConfigurationProperties("diskmill.storage.file")
public record FileStorageSettings(
        @Nullable Path directory, @DefaultValue("512MB") DataSize reserve) {

    /** @throws StartRefused with a sentence if no folder was named */
    Path requiredDirectory() {
        if (directory == null || directory.toString().isBlank()) {
            throw new StartRefused(
                    "diskmill.storage.file.directory must name the folder that objects are kept in");
        }
        return directory;
    }
}
