package diskmill.api.v2.actions;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageMoves;
import diskmill.api.catalog.ImageStatus;
import diskmill.image.ImageId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** Moves images between {@code active} and {@code deactivated}, each in one transaction. Threads may share it. */
final class Activations {

    private static final Logger log = LoggerFactory.getLogger(Activations.class);

    private final TransactionTemplate transaction;
    private final ImageMoves images;

    Activations(TransactionTemplate transaction, ImageMoves images) {
        this.transaction = transaction;
        this.images = images;
    }

    /**
     * @param next {@code active} or {@code deactivated}; an image that is so already stays so
     * @return the status that the image had; empty if it is gone. It has moved, or needed not to, if it had one of those two
     */
    Optional<ImageStatus> move(ImageId id, ImageStatus next) {
        return transaction.execute(status -> moveLocked(id, next));
    }

    private Optional<ImageStatus> moveLocked(ImageId id, ImageStatus next) {
        Optional<ImageStatus> found =
                images.lock(id).map(Image::status).filter(status -> status != ImageStatus.DELETED);
        if (found.filter(status -> isOneOfTheTwo(status) && status != next).isPresent()) {
            images.move(id, next);
            log.info("Image {}: {}", id, next);
        }
        return found;
    }

    static boolean isOneOfTheTwo(ImageStatus status) {
        return status == ImageStatus.ACTIVE || status == ImageStatus.DEACTIVATED;
    }
}
