package diskmill.api.catalog;

import diskmill.image.ContainerFormat;
import diskmill.image.DiskFormat;
import diskmill.image.ImageId;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * An image to be registered; it will be {@code queued}.
 *
 * @param owner   a project's id
 * @param minRam  MiB
 * @param minDisk GiB
 */
public record NewImage(
        ImageId id,
        @Nullable String name,
        Visibility visibility,
        boolean isProtected,
        boolean hidden,
        @Nullable String owner,
        @Nullable DiskFormat diskFormat,
        @Nullable ContainerFormat containerFormat,
        int minRam,
        int minDisk,
        SortedSet<String> tags,
        SortedMap<String, String> properties) {}
