package diskmill.api.status;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.AttemptMoves;
import diskmill.api.catalog.Garbage;
import diskmill.api.catalog.ImageMoves;
import diskmill.api.outbox.Outbox;
import diskmill.event.ImageEvent.Cancelled;
import diskmill.event.ImageEvent.Converted;
import diskmill.image.ImageId;
import diskmill.image.RejectionReason;
import java.time.Clock;
import java.util.Optional;

/**
 * The ways in which an attempt ends, each with all that follows from it. Takes part in a transaction of the caller's that has
 * locked the image, and made sure that the attempt is its current one and has not ended. Threads may share it.
 */
public final class Endings {

    private final ImageMoves images;
    private final AttemptMoves attempts;
    private final Garbage garbage;
    private final Outbox outbox;
    private final ImportMeters meters;
    private final Clock clock;

    public Endings(
            ImageMoves images,
            AttemptMoves attempts,
            Garbage garbage,
            Outbox outbox,
            ImportMeters meters,
            Clock clock) {
        this.images = images;
        this.attempts = attempts;
        this.garbage = garbage;
        this.outbox = outbox;
        this.meters = meters;
        this.clock = clock;
    }

    /** Not an end, but of its first half: its bytes are there. */
    void received(Attempt attempt) {
        meters.took(ImportMeters.Phase.RECEIVE, attempt, attempt.releasedAt(), clock.instant());
    }

    /** The image is active; everything else that the attempt has written is garbage. */
    public void succeed(Attempt attempt, Converted fact) {
        images.activate(fact, attempt.container());
        attempts.end(attempt.id(), Attempt.State.SUCCEEDED, null, null);
        garbage.ofAttempt(attempt.imageId(), attempt.id(), fact.object());
        tellWorkers(attempt);
        meters.ended(attempt, Attempt.State.SUCCEEDED, null);
        // released_at is when the bytes were there, unless that is heard only later
        meters.took(ImportMeters.Phase.CONVERT, attempt, attempt.releasedAt(), clock.instant());
        meters.took(ImportMeters.Phase.WHOLE, attempt, attempt.createdAt(), clock.instant());
    }

    /**
     * The image is queued again, with no bytes.
     *
     * @param message a sentence for the owner
     */
    public void fail(Attempt attempt, RejectionReason reason, String message) {
        images.requeue(attempt.imageId());
        attempts.end(attempt.id(), Attempt.State.FAILED, reason, message);
        garbage.ofAttempt(attempt.imageId(), attempt.id(), null);
        tellWorkers(attempt);
        meters.ended(attempt, Attempt.State.FAILED, reason);
    }

    /** The image goes, and its attempt with it where that has not ended. */
    public void delete(ImageId image, Optional<Attempt> attempt) {
        images.erase(image);
        garbage.ofImage(image, attempt.map(Attempt::id).orElse(null));
        attempt.filter(open -> !open.state().ended())
                .ifPresent(open -> cancel(open, "The image was deleted."));
    }

    /** Called off, while its image stays: that is queued again, with no bytes. */
    public void cancel(Attempt attempt) {
        images.requeue(attempt.imageId());
        garbage.ofAttempt(attempt.imageId(), attempt.id(), null);
        cancel(attempt, "The import was cancelled; it can be asked for again.");
    }

    private void cancel(Attempt attempt, String message) {
        attempts.end(attempt.id(), Attempt.State.CANCELLED, RejectionReason.CANCELLED, message);
        tellWorkers(attempt);
        meters.ended(attempt, Attempt.State.CANCELLED, RejectionReason.CANCELLED);
    }

    /**
     * However an attempt ends, its work may still lie in the queue or be under way a second time: released again, or
     * delivered again after a crash. Its objects go now, so whoever comes to it must not begin.
     */
    private void tellWorkers(Attempt attempt) {
        // one that was waiting when it was read may be released in this very moment
        if (attempt.state() == Attempt.State.RELEASED || attempt.state() == Attempt.State.WAITING) {
            outbox.add(new Cancelled(attempt.imageId(), attempt.id(), clock.instant()));
        }
    }
}
