package diskmill.storage.s3;

import diskmill.storage.KeyPrefix;
import diskmill.storage.Leftover;
import diskmill.storage.ObjectKey;
import diskmill.storage.StoredObject;
import diskmill.storage.UploadNote;
import io.minio.messages.Contents;
import io.minio.messages.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Uploads in parts that were begun and not completed. S3 lists them badly (MinIO only by the whole key), so each has a marker
 * beside it: a small object that holds the note, under {@code uploads/} and the rest of the key. It comes before the
 * first part, and goes after the last.
 */
final class UnfinishedUploads {

    private static final String OBJECTS = KeyPrefix.ALL.value();
    static final String MARKERS = "uploads/";

    private final S3Bucket bucket;

    UnfinishedUploads(S3Bucket bucket) {
        this.bucket = bucket;
    }

    /** Begins an upload and returns its id. */
    String begin(ObjectKey key, UploadNote note) throws IOException {
        bucket.put(marker(key.value()), note.text().getBytes(StandardCharsets.UTF_8));
        return bucket.begin(key.value(), ObjectNote.metadata(note));
    }

    /** The upload was completed. */
    void ended(ObjectKey key) throws IOException {
        bucket.remove(marker(key.value()));
    }

    /** Deletes whatever is there under the key, finished or not. */
    void erase(ObjectKey key) throws IOException {
        // in this order: a crash between two of them leaves the marker, by which the rest is found
        for (String uploadId : bucket.uploads(key.value())) {
            bucket.abort(key.value(), uploadId);
        }
        bucket.remove(key.value());
        bucket.remove(marker(key.value()));
    }

    List<Leftover> list(KeyPrefix prefix) throws IOException {
        List<Leftover> found = new ArrayList<>();
        for (Contents each : bucket.list(marker(prefix.value()))) {
            Optional<ObjectKey> key = keyOf(each.objectName());
            Optional<byte[]> text =
                    key.isEmpty() ? Optional.empty() : bucket.get(each.objectName());
            text.ifPresent(bytes ->
                    found.add(
                            new Leftover(
                                    key.orElseThrow(),
                                    new UploadNote(new String(bytes, StandardCharsets.UTF_8)),
                                    each.lastModified().toInstant())));
        }
        return found;
    }

    /** Makes an object of what the store has, up to the first gap; empty if it has no first part. */
    Optional<StoredObject> salvage(ObjectKey key) throws IOException {
        Optional<StoredObject> whole = find(key);
        if (whole.isPresent()) {
            return whole;
        }
        String longest = null;
        List<Part> best = List.of();
        for (String uploadId : bucket.uploads(key.value())) {
            List<Part> parts = withoutGap(bucket.parts(key.value(), uploadId));
            if (parts.size() > best.size()) {
                longest = uploadId;
                best = parts;
            }
        }
        if (longest != null) {
            bucket.complete(
                    key.value(), longest, best.stream().map(UnfinishedUploads::named).toList());
        }
        // whoever still writes there is to learn of it
        for (String uploadId : bucket.uploads(key.value())) {
            bucket.abort(key.value(), uploadId);
        }
        return find(key);
    }

    private Optional<StoredObject> find(ObjectKey key) throws IOException {
        return bucket.stat(key.value()).map(found -> S3Parts.stored(key, found));
    }

    /** From the first part on, as far as the numbers follow each other; a part that is smaller than the first ends it. */
    static List<Part> withoutGap(List<Part> parts) {
        List<Part> first = new ArrayList<>();
        for (Part part : parts) {
            boolean afterTheLast =
                    !first.isEmpty() && first.getLast().partSize() < first.getFirst().partSize();
            if (part.partNumber() != first.size() + 1 || afterTheLast) {
                break;
            }
            first.add(part);
        }
        return first;
    }

    /** As completing wants it; what a list tells beyond that, some servers refuse. */
    private static Part named(Part listed) {
        return new Part(
                listed.partNumber(),
                listed.etag(),
                null,
                listed.checksumCRC32C(),
                null,
                null,
                null);
    }

    private static String marker(String name) {
        return MARKERS + name.substring(OBJECTS.length());
    }

    /** Empty for an object that somebody else has put there. */
    private static Optional<ObjectKey> keyOf(String marker) {
        try {
            return Optional.of(new ObjectKey(OBJECTS + marker.substring(MARKERS.length())));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }
}
