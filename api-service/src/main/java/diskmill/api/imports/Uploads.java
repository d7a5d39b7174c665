package diskmill.api.imports;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.Attempt.Method;
import diskmill.api.catalog.Attempt.State;
import diskmill.api.catalog.AttemptMoves;
import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.Garbage;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageMoves;
import diskmill.api.catalog.ImageStatus;
import diskmill.api.catalog.NewAttempt;
import diskmill.api.outbox.Outbox;
import diskmill.api.quota.Excess;
import diskmill.api.quota.Need;
import diskmill.api.quota.Quotas;
import diskmill.api.quota.Resource;
import diskmill.api.status.Endings;
import diskmill.event.ImageEvent.Ingested;
import diskmill.image.AttemptId;
import diskmill.image.ContainerFormat;
import diskmill.image.Digest;
import diskmill.image.DiskFormat;
import diskmill.image.ImageId;
import diskmill.image.RejectionReason;
import diskmill.image.RunId;
import diskmill.intake.IntakeResult;
import diskmill.storage.ObjectKey;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Uploads, from leave to receive them to their bytes' being taken or refused. Threads may share it. */
final class Uploads {

    private static final Logger log = LoggerFactory.getLogger(Uploads.class);

    private final Preparation preparation;
    private final ImageMoves images;
    private final Attempts attempts;
    private final AttemptMoves moves;
    private final Endings endings;
    private final Garbage garbage;
    private final Outbox outbox;
    private final Quotas quotas;
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
            Quotas quotas,
            ImportRules rules,
            Clock clock) {
        this.preparation = preparation;
        this.images = images;
        this.attempts = attempts;
        this.moves = moves;
        this.endings = endings;
        this.garbage = garbage;
        this.outbox = outbox;
        this.quotas = quotas;
        this.rules = rules;
        this.clock = clock;
    }

    UploadStart start(
            ImageId imageId,
            Submitter submitter,
            Method method,
            @Nullable Long announced,
            @Nullable DiskFormat target,
            @Nullable Digest expected) {
        ImageStatus next =
                switch (method) {
                    case UPLOAD -> ImageStatus.SAVING;
                    case GLANCE_DIRECT -> ImageStatus.UPLOADING;
                    case GLANCE_DOWNLOAD -> ImageStatus.IMPORTING;
                    case WEB_DOWNLOAD ->
                            throw new IllegalArgumentException("a download is not received here");
                };
        return switch (preparation.of(imageId, target)) {
            case Preparation.Refused(var refusal) -> refusal;
            case Preparation.Ready(var owner, var container, var claimed) -> {
                long bytes = announced == null ? 0 : announced;
                Optional<Excess> excess =
                        quotas.claim(
                                owner,
                                new Need(Resource.IMAGE_COUNT_UPLOADING, 1),
                                new Need(room(method), bytes));
                if (excess.isPresent()) {
                    yield new StartRefusal.OverQuota(excess.get());
                }
                AttemptId id = AttemptId.next();
                yield new UploadStart.Started(
                        receive(
                                new NewAttempt(
                                        id,
                                        imageId,
                                        method,
                                        submitter.project(),
                                        submitter.user(),
                                        submitter.requestId(),
                                        null,
                                        container,
                                        claimed,
                                        target,
                                        expected,
                                        bytes),
                                next,
                                quotas.left(owner, id, room(method))));
            }
        };
    }

    private static Resource room(Method method) {
        return method == Method.GLANCE_DIRECT
                ? Resource.IMAGE_STAGE_TOTAL
                : Resource.IMAGE_SIZE_TOTAL;
    }

    /** @param most bytes that the owner may still have */
    private UploadTicket receive(NewAttempt attempt, ImageStatus next, long most) {
        RunId run = RunId.next();
        Attempt begun =
                moves.receive(attempt, run, rules.times().deadline(), rules.times().uploadLease());
        images.begin(attempt.imageId(), next, attempt.id());
        log.info(
                "Image {} attempt {}: receiving, {}",
                attempt.imageId(),
                attempt.id(),
                attempt.method());
        return new UploadTicket(
                attempt.imageId(),
                attempt.id(),
                run,
                ObjectKey.of(attempt.imageId(), attempt.id(), run),
                attempt.container(),
                attempt.claimed(),
                rules.limits().within(most),
                rules.hash(),
                attempt.target(),
                attempt.expected(),
                begun.deadline());
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

    /** Of an image in any formats, or in none yet: it keeps them, and no bytes come. */
    ImportStart refusedAtOnce(
            ImageId imageId,
            Submitter submitter,
            Method method,
            RejectionReason reason,
            String detail) {
        Optional<Image> found = images.lock(imageId);
        if (found.isEmpty() || found.get().status() == ImageStatus.DELETED) {
            return new StartRefusal.NotFound();
        }
        Image image = found.get();
        if (image.status() != ImageStatus.QUEUED) {
            return new StartRefusal.WrongStatus(image.status());
        }
        ContainerFormat container = image.containerFormat();
        NewAttempt attempt =
                new NewAttempt(
                        AttemptId.next(),
                        imageId,
                        method,
                        submitter.project(),
                        submitter.user(),
                        submitter.requestId(),
                        null,
                        container == null ? ContainerFormat.BARE : container,
                        image.diskFormat(),
                        null,
                        null,
                        0);
        Attempt begun =
                moves.receive(
                        attempt,
                        RunId.next(),
                        rules.times().deadline(),
                        rules.times().uploadLease());
        images.begin(imageId, ImageStatus.IMPORTING, attempt.id());
        endings.fail(begun, reason, detail);
        log.info(
                "Image {} attempt {}: refused at once, {}: {}",
                imageId,
                attempt.id(),
                reason,
                detail);
        return new ImportStart.Started(begun);
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
