package diskmill.api.catalog;

import diskmill.image.AttemptId;
import diskmill.image.ContainerFormat;
import diskmill.image.Digest;
import diskmill.image.DiskFormat;
import diskmill.image.ImageId;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** An attempt to be begun; its components are those of {@link Attempt}.
 *
 * @param reserved bytes that it is sure to bring; 0 where it does not say
 */
public record NewAttempt(
        AttemptId id,
        ImageId imageId,
        Attempt.Method method,
        String project,
        String user,
        String requestId,
        @Nullable URI source,
        ContainerFormat container,
        @Nullable DiskFormat claimed,
        @Nullable DiskFormat target,
        @Nullable Digest expected,
        long reserved) {}
