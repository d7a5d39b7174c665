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

/** The file that an {@code openstack} client's shell reads: mode 600, and there whole or not at all. */
final class OpenRc {

    private static final String FIRST_LINE =
            "# Written by Diskmill at its first start, for the openstack client: . openrc";

    private final Path file;
    private final String authUrl;

    /** @param authUrl with {@code /v3} at its end */
    OpenRc(Path file, String authUrl) {
        this.file = file.toAbsolutePath();
        this.authUrl = authUrl;
    }

    /**
     * Writes the file, in the place of one that an earlier first start left behind when it was cut off.
     *
     * @throws FileAlreadyExistsException if a file is there that is not ours
     */
    void write(FirstAdmin admin) throws IOException {
        if (Files.exists(file)
                && !Files.readString(file, StandardCharsets.UTF_8).startsWith(FIRST_LINE)) {
            throw new FileAlreadyExistsException(
                    file.toString(),
                    null,
                    "move it away, so that the first admin's can be written");
        }
        Files.createDirectories(file.getParent());
        Path draft =
                Files.createTempFile(
                        file.getParent(),
                        ".openrc",
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, render(admin), StandardCharsets.UTF_8);
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

    String render(FirstAdmin admin) {
        return """
        %s
        export OS_AUTH_URL=%s
        export OS_IDENTITY_API_VERSION=3
        export OS_IMAGE_API_VERSION=2
        export OS_USERNAME=%s
        export OS_PASSWORD=%s
        export OS_PROJECT_NAME=%s
        export OS_USER_DOMAIN_NAME=Default
        export OS_PROJECT_DOMAIN_NAME=Default
        export OS_REGION_NAME=RegionOne
        export OS_INTERFACE=public
        """
                .formatted(
                        FIRST_LINE, authUrl, admin.userName(), admin.password(), admin.project());
    }
}
