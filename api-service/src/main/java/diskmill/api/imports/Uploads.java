package diskmill.api.imports;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.Attempt.State;
import diskmill.api.catalog.AttemptMoves;
import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.Garbage;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageMoves;
import diskmill.api.outbox.Outbox;
import diskmill.api.status.Endings;
import diskmill.event.ImageEvent.Ingested;
import diskmill.image.AttemptId;
import diskmill.image.DiskFormat;
import diskmill.image.RejectionReason;
import diskmill.intake.IntakeResult;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Uploads that are received, to their bytes' being taken or refused. Threads may share it. */
final class Uploads {

    private static final Logger log = LoggerFactory.getLogger(Uploads.class);

    private final Preparation preparation;
    private final ImageMoves images;
    private final Attempts attempts;
    private final AttemptMoves moves;
    private final Endings endings;
    private final Garbage garbage;
    private final Outbox outbox;
    private final ImportRules rules;
    private final Clock clock;

    Uploads(
            Preparation preparation,
            ImageMoves images,
            Attempts attempts,
            AttemptMoves moves,
            Endings endings,
            Garbage garbage,
            Outbox outbox,
            ImportRules rules,
            Clock clock) {
        this.preparation = preparation;
        this.images = images;
        this.attempts = attempts;
        this.moves = moves;
        this.endings = endings;
        this.garbage = garbage;
        this.outbox = outbox;
        this.rules = rules;
        this.clock = clock;
    }

    boolean alive(AttemptId attemptId, long done, @Nullable Long total, long bytesPerSecond) {
        return moves.received(attemptId, done, total, bytesPerSecond, rules.times().uploadLease());
    }

    void taken(UploadTicket ticket, IntakeResult.Stored stored) {
        Optional<Image> image = images.lock(ticket.imageId());
        Optional<Attempt> attempt = receiving(ticket);
        if (image.isEmpty() || attempt.isEmpty()) {
            discard(ticket, image);
            return;
        }
        DiskFormat target =
                preparation.target(ticket.container(), stored.format(), ticket.target());
        Ingested fact = ingested(ticket, stored, target, attempt.get());
        switch (attempt.get().method()) {
            case GLANCE_DIRECT -> moves.stage(fact, rules.times().stagedExpiry());
            case UPLOAD, WEB_DOWNLOAD, GLANCE_DOWNLOAD -> {
                moves.release(fact);
                outbox.add(fact);
            }
        }
        log.info(
                "Image {} attempt {}: received, {} of {} bytes",
                ticket.imageId(),
                ticket.attemptId(),
                fact.format(),
                fact.size());
    }

    private Ingested ingested(
            UploadTicket ticket,
            IntakeResult.Stored stored,
            @Nullable DiskFormat target,
            Attempt attempt) {
        return new Ingested(
                ticket.imageId(),
                ticket.attemptId(),
                ticket.runId(),
                clock.instant(),
                attempt.deadline(),
                stored.object().key(),
                ticket.container(),
                stored.format(),
                target,
                stored.object().size(),
                stored.virtualSize(),
                stored.sourceDigests(),
                stored.storedDigests(),
                ticket.hash(),
                ticket.limits());
    }

    void refused(UploadTicket ticket, RejectionReason reason, String detail) {
        Optional<Image> image = images.lock(ticket.imageId());
        Optional<Attempt> attempt = receiving(ticket);
        if (image.isEmpty() || attempt.isEmpty()) {
            discard(ticket, image);
            return;
        }
        endings.fail(attempt.get(), reason, detail);
        log.info(
                "Image {} attempt {}: refused, {}: {}",
                ticket.imageId(),
                ticket.attemptId(),
                reason,
                detail);
    }

    private Optional<Attempt> receiving(UploadTicket ticket) {
        return attempts.find(ticket.attemptId())
                .filter(attempt -> attempt.state() == State.RECEIVING);
    }

    /** Its attempt has ended before, so whatever it wrote since then goes; unless this call comes twice. */
    private void discard(UploadTicket ticket, Optional<Image> image) {
        boolean ended =
                attempts.find(ticket.attemptId())
                        .filter(attempt -> !attempt.state().ended())
                        .isEmpty();
        if (ended) {
            garbage.ofAttempt(
                    ticket.imageId(), ticket.attemptId(), image.map(Image::object).orElse(null));
        }
    }
}
