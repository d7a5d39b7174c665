package diskmill.storage;

import java.time.Instant;

/**
 * An upload that was begun under a key and not completed by its own run, whoever that was and whether it lives or not. It
 * stays one after {@link ObjectStore#salvage}, until its key is deleted.
 *
 * @param note    as it was given when the upload began
 * @param begunAt by the store's clock
 */
public record Leftover(ObjectKey key, UploadNote note, Instant begunAt) {}
