package diskmill.api.imports;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageMoves;
import diskmill.api.catalog.ImageStatus;
import diskmill.api.status.Endings;
import diskmill.image.AttemptId;
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
        delete(image.get());
        return new Deletion.Deleted();
    }

    void discard(ImageId imageId) {
        images.lock(imageId)
                .filter(found -> found.status() != ImageStatus.DELETED)
                .ifPresent(this::delete);
    }

    private void delete(Image image) {
        Optional<Attempt> attempt = Optional.ofNullable(image.attempt()).flatMap(attempts::find);
        endings.delete(image.id(), attempt);
        log.info("Image {}: deleted", image.id());
    }

    Cancellation cancel(ImageId imageId, AttemptId attemptId) {
        Optional<Image> image =
                images.lock(imageId).filter(found -> found.status() != ImageStatus.DELETED);
        Optional<Attempt> attempt =
                attempts.find(attemptId).filter(found -> found.imageId().equals(imageId));
        if (image.isEmpty() || attempt.isEmpty()) {
            return new Cancellation.NotFound();
        }
        return switch (attempt.get().state()) {
            case CANCELLED -> new Cancellation.Cancelled();
            case SUCCEEDED, FAILED -> new Cancellation.Ended(attempt.get().state());
            case RECEIVING, STAGED, WAITING, RELEASED -> {
                endings.cancel(attempt.get());
                log.info("Image {} attempt {}: cancelled", imageId, attemptId);
                yield new Cancellation.Cancelled();
            }
        };
    }
}
