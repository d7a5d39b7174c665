package diskmill.api.imports;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.Attempt.Method;
import diskmill.api.catalog.AttemptMoves;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageMoves;
import diskmill.api.catalog.ImageStatus;
import diskmill.api.catalog.NewAttempt;
import diskmill.api.quota.Excess;
import diskmill.api.quota.Need;
import diskmill.api.quota.Quotas;
import diskmill.api.quota.Resource;
import diskmill.api.status.Endings;
import diskmill.image.AttemptId;
import diskmill.image.ContainerFormat;
import diskmill.image.Digest;
import diskmill.image.DiskFormat;
import diskmill.image.ImageId;
import diskmill.image.RejectionReason;
import diskmill.image.RunId;
import diskmill.storage.ObjectKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leave to receive uploads, and attempts that end as they begin. Threads may share it. */
final class UploadStarts {

    private static final Logger log = LoggerFactory.getLogger(UploadStarts.class);

    private final Preparation preparation;
    private final ImageMoves images;
    private final AttemptMoves moves;
    private final Endings endings;
    private final Quotas quotas;
    private final ImportRules rules;

    UploadStarts(
            Preparation preparation,
            ImageMoves images,
            AttemptMoves moves,
            Endings endings,
            Quotas quotas,
            ImportRules rules) {
        this.preparation = preparation;
        this.images = images;
        this.moves = moves;
        this.endings = endings;
        this.quotas = quotas;
        this.rules = rules;
    }

    UploadStart of(
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
        Attempt begun = begin(attempt, run, next);
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
        Attempt begun = begin(attempt, RunId.next(), ImageStatus.IMPORTING);
        endings.fail(begun, reason, detail);
        log.info(
                "Image {} attempt {}: refused at once, {}: {}",
                imageId,
                attempt.id(),
                reason,
                detail);
        return new ImportStart.Started(begun);
    }

    private Attempt begin(NewAttempt attempt, RunId run, ImageStatus next) {
        Attempt begun =
                moves.receive(attempt, run, rules.times().deadline(), rules.times().uploadLease());
        images.begin(attempt.imageId(), next, attempt.id());
        return begun;
    }
}
