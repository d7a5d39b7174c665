package diskmill.api.metadefs;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * One of the things that a namespace holds.
 *
 * @param content all that its owner said of it but its name, as Glance's schemas have it; not to be changed
 */
public record Item(String name, ObjectNode content, Instant createdAt, Instant updatedAt) {}
