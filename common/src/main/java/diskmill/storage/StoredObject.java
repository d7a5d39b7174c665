package diskmill.storage;

import java.time.Instant;

/**
 * An object that is there, whole.
 *
 * @param size     in bytes
 * @param storedAt by the store's clock
 */
public record StoredObject(ObjectKey key, long size, Instant storedAt) {}
