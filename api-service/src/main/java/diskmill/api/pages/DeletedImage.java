package diskmill.api.pages;

import diskmill.image.ImageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is left of a deleted image. */
public record DeletedImage(
        ImageId id, @Nullable String name, Instant createdAt, Instant deletedAt) {}
