package diskmill.api.identity.bootstrap;

import java.io.IOException;
import java.nio.file.Path;

/** The file that an {@code openstack} client's shell reads: mode 600, and there whole or not at all. */
final class OpenRc {

    private static final String FIRST_LINE =
            "# Written by Diskmill at its first start, for the openstack client: . openrc";

    private final PrivateFile file;
    private final String authUrl;

    /** @param authUrl with {@code /v3} at its end */
    OpenRc(Path file, String authUrl) {
        this.file = new PrivateFile(file);
        this.authUrl = authUrl;
    }

    /**
     * Writes the file, in the place of one that an earlier first start left behind when it was cut off.
     *
     * @throws java.nio.file.FileAlreadyExistsException if a file is there that is not ours
     */
    void write(FirstAdmin admin) throws IOException {
        file.write(render(admin), text -> text.startsWith(FIRST_LINE));
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
