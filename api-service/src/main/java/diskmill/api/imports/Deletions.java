package diskmill.api.imports;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageMoves;
import diskmill.api.catalog.ImageStatus;
import diskmill.api.status.Endings;
import diskmill.image.ImageId;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes images, and cancels what is at work on them. Threads may share it. */
final class Deletions {

    private static final Logger log = LoggerFactory.getLogger(Deletions.class);

    private final ImageMoves images;
    private final Attempts attempts;
    private final Endings endings;

    Deletions(ImageMoves images, Attempts attempts, Endings endings) {
        this.images = images;
        this.attempts = attempts;
        this.endings = endings;
    }

    Deletion delete(ImageId imageId, Predicate<Image> condition) {
        Optional<Image> image =
                images.lock(imageId).filter(found -> found.status() != ImageStatus.DELETED);
        if (image.isEmpty()) {
            return new Deletion.NotFound();
        }
        if (!condition.test(image.get())) {
            return new Deletion.Changed();
        }
        if (image.get().isProtected()) {
            return new Deletion.Protected();
        }
        Optional<Attempt> attempt =
                Optional.ofNullable(image.get().attempt()).flatMap(attempts::find);
        endings.delete(imageId, attempt);
        log.info("Image {}: deleted", imageId);
        return new Deletion.Deleted();
    }
}
