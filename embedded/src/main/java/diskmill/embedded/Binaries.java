package diskmill.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where PostgreSQL's programs are unpacked to, once for all folders (about 55 MB). By itself zonky takes a folder of a fixed
 * name in the shared {@code /tmp} and lets everybody write there, so that another user could plant programs.
 */
final class Binaries {

    private static final String ZONKY_SETTING = "ot.epg.working-dir";

    private Binaries() {}

    static synchronized void useOwnCache() throws IOException {
        if (System.getProperty(ZONKY_SETTING) != null) {
            return;
        }
        Path ownersOnly = cache().resolve("diskmill").resolve("embedded");
        Files.createDirectories(ownersOnly);
        Files.setPosixFilePermissions(ownersOnly, PosixFilePermissions.fromString("rwx------"));
        System.setProperty(ZONKY_SETTING, ownersOnly.resolve("postgresql").toString());
    }

    private static Path cache() {
        String configured = System.getenv("XDG_CACHE_HOME");
        return configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
    }
}
