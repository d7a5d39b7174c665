package diskmill.ingest;

import diskmill.event.ImageEvent;
import diskmill.event.ImageEvent.Ingested;
import diskmill.event.ImageEvent.Rejected;
import diskmill.event.ImageEvent.Submitted;
import diskmill.event.Phase;
import diskmill.gate.SafeUri;
import diskmill.image.RejectionReason;
import diskmill.ingest.Continuation.Beginning;
import diskmill.ingest.Continuation.Found;
import diskmill.ingest.source.HttpSource;
import diskmill.ingest.source.HttpSources;
import diskmill.ingest.source.SourceBody;
import diskmill.ingest.source.SourceBroken;
import diskmill.ingest.source.SourceChanged;
import diskmill.ingest.source.SourceFailed;
import diskmill.intake.Intake;
import diskmill.intake.IntakeRequest;
import diskmill.intake.IntakeResult;
import diskmill.intake.IntakeWatch;
import diskmill.messaging.Run;
import diskmill.messaging.Step;
import diskmill.storage.ObjectKey;
import diskmill.storage.UploadNote;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches one image from its source into the object store. */
final class IngestStep implements Step<Submitted> {

    private static final Logger log = LoggerFactory.getLogger(IngestStep.class);

    private final HttpSources sources;
    private final Intake intake;
    private final Continuation continuation;
    private final IngestMetrics metrics;
    private final Clock clock;

    IngestStep(
            HttpSources sources,
            Intake intake,
            Continuation continuation,
            IngestMetrics metrics,
            Clock clock) {
        this.sources = sources;
        this.intake = intake;
        this.continuation = continuation;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public ImageEvent run(Submitted work, Run run) throws IOException, InterruptedException {
        ImageEvent outcome =
                clock.instant().isBefore(work.deadline())
                        ? ingest(work, run)
                        : rejected(
                                work,
                                run,
                                RejectionReason.DEADLINE_EXCEEDED,
                                "The import could not begin before its deadline; try again.");
        logOutcome(work, outcome);
        return outcome;
    }

    /** Goes on where an earlier run broke off, or begins again for as long as the source says that a new start may help. */
    private ImageEvent ingest(Submitted work, Run run) throws IOException, InterruptedException {
        HttpSource source = sources.at(work.source());
        Found found = continuation.find(work);
        Optional<Beginning> beginning = found.beginning();
        boolean again = found.interrupted();
        while (true) {
            tell(work, run, beginning, again);
            try (Bytes bytes = open(source, beginning)) {
                return take(work, run, source, bytes);
            } catch (SourceBroken | SourceChanged useless) {
                log.debug("image={} attempt={} begins again", work.imageId(), work.attemptId());
            } catch (SourceFailed failed) {
                return rejected(work, run, failed.reason(), failed.sentence());
            }
            beginning = Optional.empty();
            again = true;
        }
    }

    private static void tell(
            Submitted work, Run run, Optional<Beginning> beginning, boolean again) {
        if (beginning.isPresent()) {
            long length = beginning.get().length();
            log.info(
                    "image={} attempt={} goes on at byte {} of {}",
                    work.imageId(),
                    work.attemptId(),
                    length,
                    beginning.get().version().length());
            run.remark(
                    "The transfer goes on at byte %d, where it was interrupted.".formatted(length));
        } else if (again) {
            run.remark(
                    "The transfer was interrupted and begins again: the source does not show that it still has the same bytes, or"
                            + " they come compressed.");
        }
    }

    private Bytes open(HttpSource source, Optional<Beginning> beginning)
            throws IOException, InterruptedException {
        if (beginning.isEmpty()) {
            return new Bytes(source.open(), InputStream.nullInputStream());
        }
        Beginning known = beginning.get();
        SourceBody rest = source.openAt(known.version(), known.length());
        try {
            return new Bytes(rest, new KnownBytes(continuation.open(known), known.length()));
        } catch (IOException failed) {
            rest.close();
            throw failed;
        }
    }

    private ImageEvent take(Submitted work, Run run, HttpSource source, Bytes bytes)
            throws IOException, InterruptedException {
        SourceBody body = bytes.body();
        Long total = body.total();
        if (total != null && total > work.limits().maxBytes()) {
            return rejected(
                    work,
                    run,
                    RejectionReason.TOO_LARGE,
                    "The source has %d bytes, and at most %d are taken; use a smaller image."
                            .formatted(total, work.limits().maxBytes()));
        }
        var request =
                new IntakeRequest(
                        work.container(),
                        work.claimed(),
                        work.expected(),
                        work.hash(),
                        work.limits(),
                        body.version()
                                .map(version -> ContinueNote.of(work.source(), version))
                                .orElse(UploadNote.NONE));
        var key = ObjectKey.of(work.imageId(), work.attemptId(), run.id());
        try {
            return switch (intake.take(request, bytes.all(), key, new Watch(run, source, body))) {
                case IntakeResult.Stored stored -> ingested(work, run, stored);
                case IntakeResult.Refused(var reason, var sentence) ->
                        rejected(work, run, reason, sentence);
            };
        } finally {
            metrics.received(body.received());
        }
    }

    private Ingested ingested(Submitted work, Run run, IntakeResult.Stored stored) {
        metrics.ingested(stored.sourceSize());
        return new Ingested(
                work.imageId(),
                work.attemptId(),
                run.id(),
                clock.instant(),
                work.deadline(),
                stored.object().key(),
                work.container(),
                stored.format(),
                work.targetOf(stored.format()),
                stored.object().size(),
                stored.virtualSize(),
                stored.sourceDigests(),
                stored.storedDigests(),
                work.hash(),
                work.limits());
    }

    private Rejected rejected(Submitted work, Run run, RejectionReason reason, String sentence) {
        return new Rejected(
                work.imageId(), work.attemptId(), run.id(), clock.instant(), reason, sentence);
    }

    private static void logOutcome(Submitted work, ImageEvent outcome) {
        if (outcome instanceof Ingested ingested) {
            log.info(
                    "ingested image={} attempt={} from {}: {} bytes of {}",
                    work.imageId(),
                    work.attemptId(),
                    SafeUri.of(work.source()),
                    ingested.size(),
                    ingested.format());
        } else if (outcome instanceof Rejected rejected) {
            log.info(
                    "rejected image={} attempt={} from {}: {}: {}",
                    work.imageId(),
                    work.attemptId(),
                    SafeUri.of(work.source()),
                    rejected.reason(),
                    rejected.detail());
        }
    }

    /**
     * An image's bytes from the first on: those that the store already has, and the rest from the source.
     *
     * @param known empty where nothing was known before
     */
    private record Bytes(SourceBody body, InputStream known) implements Closeable {

        InputStream all() {
            return new SequenceInputStream(known, body);
        }

        @Override
        public void close() throws IOException {
            try (known) {
                body.close();
            }
        }
    }

    /** What a source spoilt is of no use to a later run either. */
    private record Watch(Run run, HttpSource source, SourceBody body) implements IntakeWatch {

        @Override
        public void received(long sourceBytes) {
            run.progress(Phase.RECEIVING, sourceBytes, body.total());
        }

        @Override
        public boolean unwanted() {
            return run.cancelled() || source.spoilt();
        }
    }
}
