package diskmill.ingest;

import static diskmill.image.HashAlgorithm.SHA256;

import diskmill.image.Digest;
import diskmill.ingest.source.SourceVersion;
import diskmill.storage.UploadNote;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a run notes beside its upload, so that a later one can go on with it: of which address, of which version, how long. The
 * address itself may hold a secret, so its digest stands for it. A note that is not understood is none.
 *
 * <p>The form is {@code 1 <sha256 of the address> <length> <strong ETag>}; another form would begin with another number.
 */
final class ContinueNote {

    private static final Pattern FORM = Pattern.compile("1 ([0-9a-f]{64}) (\\d{1,18}) (\".*\")");

    /** Longer tags than that are hardly tags. */
    private static final int MAX_TAG = 1024;

    private ContinueNote() {}

    static UploadNote of(URI source, SourceVersion version) {
        return version.strongTag().length() > MAX_TAG
                ? UploadNote.NONE
                : new UploadNote(
                        "1 %s %d %s"
                                .formatted(
                                        fingerprint(source),
                                        version.length(),
                                        version.strongTag()));
    }

    /** Empty if the note is of another address, or none that can be gone on from. */
    static Optional<SourceVersion> read(UploadNote note, URI source) {
        Matcher parts = FORM.matcher(note.text());
        return parts.matches() && parts.group(1).equals(fingerprint(source))
                ? Optional.of(new SourceVersion(parts.group(3), Long.parseLong(parts.group(2))))
                : Optional.empty();
    }

    private static String fingerprint(URI source) {
        byte[] address = source.toString().getBytes(StandardCharsets.UTF_8);
        return Digest.of(SHA256, SHA256.newDigest().digest(address)).hex();
    }
}
