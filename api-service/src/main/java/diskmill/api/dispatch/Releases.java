package diskmill.api.dispatch;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.AttemptMoves;
import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.Images;
import diskmill.api.imports.ImportRules;
import diskmill.api.outbox.Outbox;
import diskmill.api.quota.Quotas;
import diskmill.api.quota.Resource;
import diskmill.api.status.ImportMeters;
import diskmill.event.ImageEvent.Ingested;
import diskmill.event.ImageEvent.Submitted;
import diskmill.image.Limits;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** Tells workers of an attempt, in the caller's transaction. Threads may share it. */
public final class Releases {

    private final Images images;
    private final Attempts attempts;
    private final AttemptMoves moves;
    private final Outbox outbox;
    private final ImportRules rules;
    private final Quotas quotas;
    private final ImportMeters meters;
    private final Clock clock;

    public Releases(
            Images images,
            Attempts attempts,
            AttemptMoves moves,
            Outbox outbox,
            ImportRules rules,
            Quotas quotas,
            ImportMeters meters,
            Clock clock) {
        this.images = images;
        this.attempts = attempts;
        this.moves = moves;
        this.outbox = outbox;
        this.rules = rules;
        this.quotas = quotas;
        this.meters = meters;
        this.clock = clock;
    }

    /** For the first time, or again: what is there already is not fetched again. */
    void release(Attempt attempt) {
        // who waits for its first turn has no bytes yet
        Optional<Ingested> ingested =
                attempt.state() == Attempt.State.WAITING
                        ? Optional.empty()
                        : attempts.ingested(attempt);
        if (ingested.isPresent()) {
            outbox.add(ingested.get());
        } else {
            outbox.add(submitted(attempt));
        }
        moves.released(attempt.id());
        if (attempt.state() == Attempt.State.WAITING) {
            meters.took(ImportMeters.Phase.QUEUE, attempt, attempt.createdAt(), clock.instant());
        }
    }

    /** A worker stops where the quota does; whether the whole fits is decided when the image becomes active. */
    private Limits limits(Attempt attempt) {
        String owner = images.find(attempt.imageId()).map(Image::owner).orElse(null);
        return rules.limits().within(quotas.left(owner, attempt.id(), Resource.IMAGE_SIZE_TOTAL));
    }

    private Submitted submitted(Attempt attempt) {
        URI source = attempt.source();
        if (source == null) {
            throw new IllegalStateException(
                    "attempt %s has neither bytes nor a source".formatted(attempt.id()));
        }
        return new Submitted(
                attempt.imageId(),
                attempt.id(),
                clock.instant(),
                attempt.deadline(),
                source,
                attempt.container(),
                attempt.claimed(),
                attempt.target(),
                attempt.expected(),
                rules.hash(),
                limits(attempt),
                rules.defaultTarget());
    }
}
