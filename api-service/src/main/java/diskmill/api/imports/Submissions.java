package diskmill.api.imports;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.Attempt.Method;
import diskmill.api.catalog.Attempt.State;
import diskmill.api.catalog.AttemptMoves;
import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageMoves;
import diskmill.api.catalog.ImageStatus;
import diskmill.api.catalog.NewAttempt;
import diskmill.api.outbox.Outbox;
import diskmill.api.quota.Excess;
import diskmill.api.quota.Need;
import diskmill.api.quota.Quotas;
import diskmill.api.quota.Resource;
import diskmill.event.ImageEvent.Ingested;
import diskmill.image.AttemptId;
import diskmill.image.Digest;
import diskmill.image.Digests;
import diskmill.image.DiskFormat;
import diskmill.image.ImageId;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports: from an address, and of staged bytes. Threads may share it. */
final class Submissions {

    private static final Logger log = LoggerFactory.getLogger(Submissions.class);

    private final Preparation preparation;
    private final ImageMoves images;
    private final Attempts attempts;
    private final AttemptMoves moves;
    private final Outbox outbox;
    private final Quotas quotas;
    private final ImportRules rules;

    Submissions(
            Preparation preparation,
            ImageMoves images,
            Attempts attempts,
            AttemptMoves moves,
            Outbox outbox,
            Quotas quotas,
            ImportRules rules) {
        this.preparation = preparation;
        this.images = images;
        this.attempts = attempts;
        this.moves = moves;
        this.outbox = outbox;
        this.quotas = quotas;
        this.rules = rules;
    }

    ImportStart download(
            ImageId imageId,
            Submitter submitter,
            URI source,
            @Nullable DiskFormat target,
            @Nullable Digest expected) {
        return switch (preparation.of(imageId, target)) {
            case Preparation.Refused(var refusal) -> refusal;
            case Preparation.Ready(var owner, var container, var claimed) -> {
                Optional<Excess> excess =
                        quotas.claim(
                                owner,
                                new Need(Resource.IMAGE_COUNT_UPLOADING, 1),
                                new Need(Resource.IMAGE_SIZE_TOTAL, 0));
                if (excess.isPresent()) {
                    yield new StartRefusal.OverQuota(excess.get());
                }
                Attempt begun =
                        moves.await(
                                new NewAttempt(
                                        AttemptId.next(),
                                        imageId,
                                        Method.WEB_DOWNLOAD,
                                        submitter.project(),
                                        submitter.user(),
                                        submitter.requestId(),
                                        source,
                                        container,
                                        claimed,
                                        preparation.target(container, claimed, target),
                                        expected,
                                        0),
                                rules.times().deadline());
                images.begin(imageId, ImageStatus.IMPORTING, begun.id());
                // the host alone: path and query may hold secrets
                log.info(
                        "Image {} attempt {}: waiting, from {}",
                        imageId,
                        begun.id(),
                        source.getHost());
                yield new ImportStart.Started(begun);
            }
        };
    }

    ImportStart staged(
            ImageId imageId,
            Submitter submitter,
            @Nullable DiskFormat asked,
            @Nullable Digest expected) {
        Optional<Image> image =
                images.lock(imageId).filter(found -> found.status() != ImageStatus.DELETED);
        if (image.isEmpty()) {
            return new StartRefusal.NotFound();
        }
        if (image.get().status() != ImageStatus.UPLOADING) {
            return new StartRefusal.WrongStatus(image.get().status());
        }
        Optional<Attempt> attempt =
                Optional.ofNullable(image.get().attempt())
                        .flatMap(attempts::find)
                        .filter(found -> found.state() == State.STAGED);
        Optional<Ingested> bytes = attempt.flatMap(attempts::ingested);
        if (attempt.isEmpty() || bytes.isEmpty()) {
            return new StartRefusal.StillReceiving();
        }
        Optional<Excess> excess =
                quotas.claim(
                        image.get().owner(),
                        new Need(Resource.IMAGE_SIZE_TOTAL, bytes.get().size()));
        if (excess.isPresent()) {
            return new StartRefusal.OverQuota(excess.get());
        }
        return importStaged(attempt.get(), bytes.get(), submitter, asked, expected);
    }

    private ImportStart importStaged(
            Attempt staged,
            Ingested bytes,
            Submitter submitter,
            @Nullable DiskFormat asked,
            @Nullable Digest expected) {
        DiskFormat wanted = asked == null ? staged.target() : asked;
        Optional<String> refusal =
                preparation
                        .refusal(bytes.container(), bytes.format(), wanted)
                        .or(() -> mismatch(bytes.sourceDigests(), expected));
        if (refusal.isPresent()) {
            return new StartRefusal.Impossible(refusal.get());
        }
        Attempt begun =
                moves.importStaged(
                        staged.id(),
                        submitter.project(),
                        submitter.user(),
                        submitter.requestId(),
                        preparation.target(bytes.container(), bytes.format(), wanted),
                        rules.times().deadline());
        images.move(begun.imageId(), ImageStatus.IMPORTING);
        outbox.add(attempts.ingested(begun).orElseThrow());
        log.info("Image {} attempt {}: importing staged bytes", begun.imageId(), begun.id());
        return new ImportStart.Started(begun);
    }

    private static Optional<String> mismatch(Digests found, @Nullable Digest expected) {
        if (expected == null) {
            return Optional.empty();
        }
        Optional<Digest> same = found.find(expected.algorithm());
        if (same.isEmpty()) {
            return Optional.of(
                    "The staged bytes were not hashed by %s; give a digest by one of %s, or give it before the bytes are staged."
                            .formatted(
                                    expected.algorithm(),
                                    found.all().stream().map(Digest::algorithm).toList()));
        }
        return same.filter(digest -> !digest.equals(expected))
                .map(digest ->
                        "The staged bytes have the digest %s, not the expected %s; correct the digest, or delete the image and stage it anew."
                                .formatted(digest, expected));
    }
}
