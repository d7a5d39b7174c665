package diskmill.cluster;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One image that somebody wants to have.
 *
 * @param way    how its bytes come
 * @param file   its bytes
 * @param size   of the file
 * @param source where the same bytes are served, to nobody else
 * @param target the format to convert to, or null to keep it
 * @param sha256 of the bytes that its download must give
 */
record Wish(
        int number,
        Way way,
        Path file,
        long size,
        URI source,
        String format,
        @Nullable String target,
        String sha256) {

    enum Way {
        IMPORT,
        UPLOAD
    }
}
