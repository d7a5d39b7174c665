package diskmill.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The generated password of an embedded server, in a file that only its owner may read. */
final class ServerPassword {

    private static final int BYTES = 24;

    private ServerPassword() {}

    /** The one that the file holds; a new one where there is none, or where writing it was cut off. */
    static String keptIn(Path file) throws IOException {
        if (Files.exists(file)) {
            String kept = Files.readString(file).strip();
            if (kept.length() == 2 * BYTES) {
                return kept;
            }
            Files.delete(file);
        }
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, password + "\n");
        return password;
    }
}
