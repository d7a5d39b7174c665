package diskmill.api.catalog;

import diskmill.image.ContainerFormat;
import diskmill.image.DiskFormat;
import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The whole of what an owner may change of an image, after a change was computed on the image as it was read.
 *
 * @param readAs  {@link Image#updatedAt()} of the image that was read: the edit holds only if nothing has changed since
 * @param owner   a project's id
 * @param minRam  MiB
 * @param minDisk GiB
 */
public record ImageEdit(
        Instant readAs,
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
        SortedMap<String, String> properties) {

    /** The image as it is: an edit that changes nothing but {@link Image#updatedAt()}. */
    public static ImageEdit of(Image image) {
        return new ImageEdit(
                image.updatedAt(),
                image.name(),
                image.visibility(),
                image.isProtected(),
                image.hidden(),
                image.owner(),
                image.diskFormat(),
                image.containerFormat(),
                image.minRam(),
                image.minDisk(),
                image.tags(),
                image.properties());
    }

    /** The editable part of an image that is not there yet, so that both are written by the same parameters. */
    static ImageEdit of(NewImage image) {
        return new ImageEdit(
                Instant.EPOCH,
                image.name(),
                image.visibility(),
                image.isProtected(),
                image.hidden(),
                image.owner(),
                image.diskFormat(),
                image.containerFormat(),
                image.minRam(),
                image.minDisk(),
                image.tags(),
                image.properties());
    }
}
