package diskmill.api.volumes;

import diskmill.image.ImageId;
import org.jspecify.annotations.Nullable;

/**
 * A volume that is to be made.
 *
 * @param size GiB
 * @param type name or id of one of the service's types; null for its default
 * @param zone of availability; null for the service's choice
 */
public record NewVolume(
        ImageId image,
        long size,
        @Nullable String name,
        @Nullable String type,
        @Nullable String zone) {}
