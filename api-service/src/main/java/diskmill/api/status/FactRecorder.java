package diskmill.api.status;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.AttemptMoves;
import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.Garbage;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageMoves;
import diskmill.api.catalog.ImageStatus.Transition;
import diskmill.api.quota.Excess;
import diskmill.api.quota.Need;
import diskmill.api.quota.Quotas;
import diskmill.api.quota.Resource;
import diskmill.event.ImageEvent;
import diskmill.event.ImageEvent.Cancelled;
import diskmill.event.ImageEvent.Converted;
import diskmill.event.ImageEvent.Ingested;
import diskmill.event.ImageEvent.Progressed;
import diskmill.event.ImageEvent.Rejected;
import diskmill.event.ImageEvent.Submitted;
import diskmill.image.RejectionReason;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records what workers say. Each fact is one transaction that holds the image's row lock; one that comes twice, late, or
 * before another that happened earlier changes nothing that it should not. Threads may share it.
 */
public final class FactRecorder {

    private static final Logger log = LoggerFactory.getLogger(FactRecorder.class);

    /** What a fact did, as its counter names it. */
    private enum Effect {
        /** The image has another status. */
        MOVED,
        /** The attempt learned something. */
        LEARNED,
        STALE,
        CONTRADICTION
    }

    private final TransactionTemplate transaction;
    private final ImageMoves images;
    private final Attempts attempts;
    private final AttemptMoves moves;
    private final Endings endings;
    private final Garbage garbage;
    private final Quotas quotas;
    private final MeterRegistry meters;
    private final Duration lease;
    private final Runnable workersAreFree;

    /**
     * @param lease          how long a run may be silent
     * @param workersAreFree called when an attempt has left the ingest-workers, so that the next can be released
     */
    public FactRecorder(
            TransactionTemplate transaction,
            ImageMoves images,
            Attempts attempts,
            AttemptMoves moves,
            Endings endings,
            Garbage garbage,
            Quotas quotas,
            MeterRegistry meters,
            Duration lease,
            Runnable workersAreFree) {
        this.transaction = transaction;
        this.images = images;
        this.attempts = attempts;
        this.moves = moves;
        this.endings = endings;
        this.garbage = garbage;
        this.quotas = quotas;
        this.meters = meters;
        this.lease = lease;
        this.workersAreFree = workersAreFree;
    }

    /** Records the fact, unless it is stale or contradicts what is known. */
    public void on(ImageEvent fact) {
        Effect effect = transaction.execute(status -> record(fact));
        meters.counter(
                        "diskmill.facts",
                        "fact",
                        fact.getClass().getSimpleName().toLowerCase(Locale.ROOT),
                        "effect",
                        effect.name().toLowerCase(Locale.ROOT))
                .increment();
        if (effect == Effect.MOVED || (effect == Effect.LEARNED && fact instanceof Ingested)) {
            workersAreFree.run();
        }
    }

    private Effect record(ImageEvent fact) {
        Optional<Image> image = images.lock(fact.imageId());
        Optional<Attempt> attempt =
                image.filter(found -> fact.attemptId().equals(found.attempt()))
                        .flatMap(found -> attempts.find(fact.attemptId()));
        if (image.isEmpty()
                || attempt.isEmpty()
                || wasEndedByUs(attempt.get())
                || failsAtWhatIsDone(fact, attempt.get())) {
            return stale(fact, image);
        }
        return switch (image.get().status().on(fact)) {
            case Transition.Stale _ -> stale(fact, image);
            case Transition.Contradiction _ -> contradiction(fact, image.get(), attempt.get());
            case Transition.Keep _, Transition.Move _ -> apply(fact, image.get(), attempt.get());
        };
    }

    /** Ended by a deadline, a lease or a delete, so that whatever a worker says of it only came too late. */
    private static boolean wasEndedByUs(Attempt attempt) {
        if (attempt.reason() == null) {
            return false;
        }
        return switch (attempt.reason()) {
            case DEADLINE_EXCEEDED, INTERRUPTED, OVER_QUOTA, CANCELLED -> true;
            case SOURCE_UNREACHABLE,
                    SOURCE_ERROR,
                    SOURCE_REDIRECTS,
                    SOURCE_TOO_SLOW,
                    SOURCE_TRUNCATED,
                    UPLOAD_INCOMPLETE,
                    EMPTY,
                    TOO_LARGE,
                    CHECKSUM_MISMATCH,
                    BAD_COMPRESSION,
                    COMPRESSION_LIMIT,
                    FORMAT_MISMATCH,
                    NOT_A_DISK,
                    UNSAFE,
                    DAMAGED,
                    UNSUPPORTED,
                    CONVERSION_FAILED ->
                    false;
        };
    }

    /** A second run that did not get the bytes any more, after a first one that did and died before it could say so twice. */
    private boolean failsAtWhatIsDone(ImageEvent fact, Attempt attempt) {
        return fact instanceof Rejected rejected
                && rejected.reason().isOfReceiving()
                && attempts.ingested(attempt).isPresent();
    }

    private Effect apply(ImageEvent fact, Image image, Attempt attempt) {
        return switch (fact) {
            // what we say ourselves was recorded when it was said
            case Submitted _, Cancelled _ -> Effect.LEARNED;
            case Progressed progressed -> {
                moves.progressed(progressed, lease);
                yield Effect.LEARNED;
            }
            case Ingested ingested ->
                    moves.ingested(ingested) ? learned(ingested, attempt) : Effect.STALE;
            case Converted converted -> converted(converted, image, attempt);
            case Rejected(_, _, _, _, var reason, var detail) -> failed(attempt, reason, detail);
        };
    }

    /** Only now is it known for certain how many bytes the image has, so only now is it certain that its owner may have them. */
    private Effect converted(Converted fact, Image image, Attempt attempt) {
        Optional<Excess> excess =
                quotas.claim(
                        image.owner(),
                        attempt.id(),
                        new Need(Resource.IMAGE_SIZE_TOTAL, fact.size()));
        if (excess.isPresent()) {
            return failed(attempt, RejectionReason.OVER_QUOTA, excess.get().sentence());
        }
        endings.succeed(attempt, fact);
        log.info(
                "Image {} attempt {}: active, {} of {} bytes",
                fact.imageId(),
                fact.attemptId(),
                fact.format(),
                fact.size());
        return Effect.MOVED;
    }

    private Effect failed(Attempt attempt, RejectionReason reason, String detail) {
        endings.fail(attempt, reason, detail);
        log.info(
                "Image {} attempt {}: rejected, {}: {}",
                attempt.imageId(),
                attempt.id(),
                reason,
                detail);
        return Effect.MOVED;
    }

    private Effect learned(Ingested fact, Attempt attempt) {
        endings.received(attempt);
        log.info(
                "Image {} attempt {}: ingested, {} of {} bytes",
                fact.imageId(),
                fact.attemptId(),
                fact.format(),
                fact.size());
        return Effect.LEARNED;
    }

    private Effect stale(ImageEvent fact, Optional<Image> image) {
        discard(fact, image);
        log.debug("Image {} attempt {}: stale {}", fact.imageId(), fact.attemptId(), fact);
        return Effect.STALE;
    }

    private Effect contradiction(ImageEvent fact, Image image, Attempt attempt) {
        if (attempt.state().ended()) {
            discard(fact, Optional.of(image));
        }
        log.error(
                "Image {} attempt {}: {} contradicts status {} of attempt state {}; it is ignored",
                fact.imageId(),
                fact.attemptId(),
                fact.getClass().getSimpleName(),
                image.status(),
                attempt.state());
        return Effect.CONTRADICTION;
    }

    /** The object that nobody wants any more goes; never the one that the image lives from. */
    private void discard(ImageEvent fact, Optional<Image> image) {
        switch (fact) {
            case Ingested _, Converted _ ->
                    garbage.ofAttempt(
                            fact.imageId(),
                            fact.attemptId(),
                            image.map(Image::object).orElse(null));
            case Submitted _, Cancelled _, Progressed _, Rejected _ -> {}
        }
    }
}
