package diskmill.api.catalog;

import diskmill.image.AttemptId;
import diskmill.image.ContainerFormat;
import diskmill.image.Digest;
import diskmill.image.DiskFormat;
import diskmill.image.ImageId;
import diskmill.storage.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * An image's row, as it was read.
 *
 * @param owner       a project's id
 * @param minRam      MiB
 * @param minDisk     GiB
 * @param size        of the stored bytes; null until the image is active
 * @param virtualSize bytes that a guest would see; null until the image is active, and where the container hides it
 * @param checksum    md5 of the stored bytes, as 32 hexadecimal digits
 * @param hash        of the stored bytes, by the algorithm that the installation has chosen
 * @param object      where the bytes are, once the image is active
 * @param attempt     the current or the last attempt at giving the image its bytes
 * @param properties  the owner's own ones, and the {@code os_…}, {@code hw_…} that OpenStack knows
 * @param applications ids of what the image is for, in its owner's order
 */
public record Image(
        ImageId id,
        @Nullable String name,
        ImageStatus status,
        Visibility visibility,
        boolean isProtected,
        boolean hidden,
        @Nullable String owner,
        @Nullable DiskFormat diskFormat,
        @Nullable ContainerFormat containerFormat,
        int minRam,
        int minDisk,
        @Nullable Long size,
        @Nullable Long virtualSize,
        @Nullable String checksum,
        @Nullable Digest hash,
        @Nullable ObjectKey object,
        @Nullable AttemptId attempt,
        SortedSet<String> tags,
        SortedMap<String, String> properties,
        List<Long> applications,
        Instant createdAt,
        Instant updatedAt) {}
