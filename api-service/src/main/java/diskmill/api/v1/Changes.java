package diskmill.api.v1;

import diskmill.api.applications.Applications;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.Images;
import diskmill.api.identity.Caller;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.v2.images.ImageEdits;
import diskmill.api.web.Refusal;
import java.util.List;
import java.util.SequencedSet;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes an image and what it is for, both or neither, by v2's rules. Threads may share it. */
final class Changes {

    private final TransactionTemplate transaction;
    private final ImageEdits edits;
    private final Images images;
    private final Applications applications;

    Changes(
            TransactionTemplate transaction,
            ImageEdits edits,
            Images images,
            Applications applications) {
        this.transaction = transaction;
        this.edits = edits;
        this.images = images;
        this.applications = applications;
    }

    /** @param image which the caller may modify */
    Image make(Image image, ChangeRequest asked, Caller caller) {
        return transaction.execute(_ -> {
            Image changed = edits.set(image.id().toString(), asked.fields(), caller);
            if (asked.applications().isEmpty()) {
                return changed;
            }
            give(changed, asked.applications().get());
            return images.find(image.id()).orElseThrow(ImagePolicy::notFound);
        });
    }

    private void give(Image image, SequencedSet<Long> ids) {
        String project = image.owner() == null ? "" : image.owner();
        applications
                .firstUnknown(project, ids, image.id())
                .ifPresent(unknown -> {
                    throw Refusal.badRequest(
                            "There is no application with the number %d in the image's project; create makes them of applicationNames."
                                    .formatted(unknown));
                });
        applications.give(image.id(), List.copyOf(ids));
    }
}
