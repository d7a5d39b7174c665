package diskmill.storage.s3;

import diskmill.storage.UploadNote;
import io.minio.StatObjectResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The note of a completed upload, as metadata of its object: the marker that held it is gone, and the run that completed it may have
 * died before it could say so. Metadata is ASCII, and of S3 at most 2 KiB; a longer note is left out.
 */
final class ObjectNote {

    private static final String HEADER = "x-amz-meta-";
    private static final String NAME = "diskmill-note";
    private static final int MOST = 1900;

    private ObjectNote() {}

    /** As headers of the call that begins the upload. */
    static Map<String, String> metadata(UploadNote note) {
        String coded =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(note.text().getBytes(StandardCharsets.UTF_8));
        return coded.isEmpty() || coded.length() > MOST ? Map.of() : Map.of(HEADER + NAME, coded);
    }

    /** {@link UploadNote#NONE} where there is none of ours. */
    static UploadNote of(StatObjectResponse found) {
        return Optional.ofNullable(found.userMetadata().getFirst(NAME))
                .map(ObjectNote::decoded)
                .orElse(UploadNote.NONE);
    }

    private static UploadNote decoded(String coded) {
        try {
            return new UploadNote(
                    new String(Base64.getUrlDecoder().decode(coded), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException foreign) {
            return UploadNote.NONE;
        }
    }
}
