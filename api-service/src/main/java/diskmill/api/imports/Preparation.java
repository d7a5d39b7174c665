package diskmill.api.imports;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageMoves;
import diskmill.api.catalog.ImageStatus;
import diskmill.image.ContainerFormat;
import diskmill.image.DiskFormat;
import diskmill.image.ImageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What must hold of an image before an attempt begins, and which conversion it gets. Threads may share it. */
final class Preparation {

    /** What comes of a look at an image that was locked for it. */
    sealed interface Outcome {}

    /** @param owner whose quota it takes from; null for nobody's */
    record Ready(@Nullable String owner, ContainerFormat container, @Nullable DiskFormat claimed)
            implements Outcome {}

    record Refused(StartRefusal refusal) implements Outcome {}

    private final ImageMoves images;
    private final @Nullable DiskFormat defaultTarget;

    Preparation(ImageMoves images, @Nullable DiskFormat defaultTarget) {
        this.images = images;
        this.defaultTarget = defaultTarget;
    }

    /** Locks the image; it must be {@code queued}. */
    Outcome of(ImageId id, @Nullable DiskFormat asked) {
        Optional<Image> found = images.lock(id);
        if (found.isEmpty() || found.get().status() == ImageStatus.DELETED) {
            return new Refused(new StartRefusal.NotFound());
        }
        Image image = found.get();
        if (image.status() != ImageStatus.QUEUED) {
            return new Refused(new StartRefusal.WrongStatus(image.status()));
        }
        ContainerFormat container = image.containerFormat();
        DiskFormat claimed = image.diskFormat();
        if (container == null || (claimed == null && container != ContainerFormat.BARE)) {
            return new Refused(new StartRefusal.FormatsMissing(missing(container, claimed)));
        }
        return refusal(container, claimed, asked)
                .<Outcome>map(sentence -> new Refused(new StartRefusal.Impossible(sentence)))
                .orElseGet(() -> new Ready(image.owner(), container, claimed));
    }

    private static List<String> missing(
            @Nullable ContainerFormat container, @Nullable DiskFormat claimed) {
        List<String> names = new ArrayList<>();
        if (container == null) {
            names.add("container_format");
        }
        if (claimed == null) {
            names.add("disk_format");
        }
        return names;
    }

    /**
     * A sentence for the caller if what is asked is impossible, so far as the format is known; empty if it is possible.
     *
     * @param format claimed or found; null if it is yet to be found out
     * @param asked  null where the request does not say
     */
    Optional<String> refusal(
            ContainerFormat container, @Nullable DiskFormat format, @Nullable DiskFormat asked) {
        if (asked == null) {
            return Optional.empty();
        }
        if (container != ContainerFormat.BARE) {
            return Optional.of(
                    "An image in container format %s is stored as it comes; import it without a conversion, or set container_format to bare."
                            .formatted(container));
        }
        if (asked != DiskFormat.RAW && asked != DiskFormat.QCOW2) {
            return Optional.of("Nothing converts to %s; ask for raw or qcow2.".formatted(asked));
        }
        if (format != null && format != asked && !format.convertsTo(asked)) {
            return Optional.of(
                    "A %s image cannot be converted to %s; import it without a conversion."
                            .formatted(format, asked));
        }
        return Optional.empty();
    }

    /**
     * What the image is converted to: as asked; else by the installation's default, where it is known that it can be done.
     *
     * @return null to keep what comes
     */
    @Nullable DiskFormat target(
            ContainerFormat container, @Nullable DiskFormat format, @Nullable DiskFormat asked) {
        if (asked != null || defaultTarget == null || container != ContainerFormat.BARE) {
            return asked;
        }
        return format != null && format.convertsTo(defaultTarget) ? defaultTarget : null;
    }
}
