package diskmill.storage.s3;

import diskmill.storage.ObjectKey;
import diskmill.storage.StoreUnavailable;
import diskmill.storage.StoredObject;
import diskmill.storage.UploadNote;
import io.minio.Checksum;
import io.minio.StatObjectResponse;
import io.minio.messages.Part;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the uploads of a process share, and how one of them ends well. */
record S3Parts(
        S3Connection connection,
        S3Bucket bucket,
        UnfinishedUploads unfinished,
        PartBuffers buffers,
        PartSizes sizes,
        int inFlight) {

    private static final Logger LOG = LoggerFactory.getLogger(S3Parts.class);
    private static final int TRIES = 4;

    /**
     * Each fills a part, and holds it for as long as a slow source takes; what is left is enough for one upload that goes on at
     * full speed, so slow ones never stop it.
     */
    int uploadsAtOnce() {
        return Math.clamp(buffers.bytes() / sizes.first() - inFlight, 1, Integer.MAX_VALUE);
    }

    PartSender sender(ObjectKey key, @Nullable String uploadId) {
        return new PartSender(connection, key.value(), uploadId, inFlight);
    }

    /** Begins an upload in parts, and returns its id; after an interrupt it may still be begun. */
    String begin(ObjectKey key, UploadNote note) throws IOException, InterruptedException {
        return Calls.interruptibly(connection.inBackground(() -> unfinished.begin(key, note)));
    }

    /** Makes the parts the object, and sees that it has this size and the checksum of exactly these parts; after an interrupt it may still come. */
    StoredObject complete(ObjectKey key, String uploadId, List<Part> parts, long size)
            throws IOException, InterruptedException {
        return Calls.interruptibly(
                connection.inBackground(() -> completeNow(key, uploadId, parts, size)));
    }

    private StoredObject completeNow(ObjectKey key, String uploadId, List<Part> parts, long size)
            throws IOException {
        for (int tried = 1; ; tried++) {
            try {
                bucket.complete(key.value(), uploadId, parts);
                break;
            } catch (Refused refused) {
                if (tried > 1 && refused.isUploadMissing()) {
                    // an earlier try may have done it and lost the answer: the object tells
                    break;
                }
                pauseOrThrow(refused, tried);
            } catch (IOException failure) {
                pauseOrThrow(failure, tried);
            }
        }
        StoredObject stored =
                verified(
                        key,
                        size,
                        Checksums.composite(parts.stream().map(Part::checksumCRC32C).toList()));
        try {
            unfinished.ended(key);
        } catch (IOException failure) {
            LOG.warn(
                    "{}: the marker of a completed upload could not be deleted: {}",
                    key,
                    failure.toString());
        }
        return stored;
    }

    private static void pauseOrThrow(IOException failure, int tried) throws IOException {
        if (tried == TRIES || !Refused.mayPass(failure) || !Pauses.after(tried)) {
            throw failure;
        }
    }

    /** The object as the store tells of it, if that is what was written; a store that tells no checksum is believed. */
    StoredObject verified(ObjectKey key, long size, String checksum) throws IOException {
        StatObjectResponse found =
                bucket.stat(key.value())
                        .orElseThrow(() ->
                                new StoreUnavailable(
                                        "the object was deleted as soon as it was stored", null));
        Map<Checksum.Algorithm, String> told = found.checksums();
        String toldChecksum = told == null ? null : told.get(Checksum.Algorithm.CRC32C);
        if (found.size() != size
                || (toldChecksum != null
                        && isComposite(toldChecksum) == isComposite(checksum)
                        && !toldChecksum.equals(checksum))) {
            throw new StoreUnavailable(
                    "the object store has something else than what was written: %d bytes with CRC32C %s, where %d with %s were written"
                            .formatted(found.size(), toldChecksum, size, checksum),
                    null);
        }
        return stored(key, found);
    }

    /** A server may tell a checksum of the whole object instead, which we do not know. */
    private static boolean isComposite(String checksum) {
        return checksum.contains("-");
    }

    static StoredObject stored(ObjectKey key, StatObjectResponse found) {
        return new StoredObject(key, found.size(), found.lastModified().toInstant());
    }
}
