package diskmill.ingest;

import diskmill.event.ImageEvent;
import diskmill.event.ImageEvent.Ingested;
import diskmill.event.ImageEvent.Rejected;
import diskmill.event.ImageEvent.Submitted;
import diskmill.event.Phase;
import diskmill.gate.SafeUri;
import diskmill.image.RejectionReason;
import diskmill.ingest.source.HttpSources;
import diskmill.ingest.source.SourceBroken;
import diskmill.ingest.source.SourceChanged;
import diskmill.ingest.source.SourceFailed;
import diskmill.intake.Intake;
import diskmill.intake.IntakeRequest;
import diskmill.intake.IntakeResult;
import diskmill.intake.IntakeWatch;
import diskmill.messaging.Run;
import diskmill.messaging.Step;
import diskmill.messaging.Superseded;
import diskmill.storage.ObjectKey;
import diskmill.storage.StoreUnavailable;
import java.io.IOException;
import java.time.Clock;
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

    /** Begins again for as long as the source says that a new start may help. */
    private ImageEvent ingest(Submitted work, Run run) throws IOException, InterruptedException {
        var transfer = new Transfer(work, run, sources.at(work.source()), continuation);
        while (true) {
            try (ImageBytes bytes = transfer.open()) {
                return take(work, run, transfer, bytes);
            } catch (SourceBroken | SourceChanged useless) {
                log.debug("image={} attempt={}: {}", work.imageId(), work.attemptId(), useless);
            } catch (SourceFailed failed) {
                return rejected(work, run, failed.reason(), failed.sentence());
            }
        }
    }

    private ImageEvent take(Submitted work, Run run, Transfer transfer, ImageBytes bytes)
            throws IOException, InterruptedException {
        var request =
                new IntakeRequest(
                        work.container(),
                        work.claimed(),
                        work.expected(),
                        work.hash(),
                        work.limits(),
                        bytes.note(work.source()),
                        bytes.total());
        var key = ObjectKey.of(work.imageId(), work.attemptId(), run.id());
        var received = metrics.receiving();
        try {
            return switch (intake.take(
                    request, bytes.all(), key, new Watch(run, transfer, bytes, received))) {
                case IntakeResult.Stored stored -> ingested(work, run, stored);
                case IntakeResult.Refused(var reason, var sentence) ->
                        rejected(work, run, reason, sentence);
            };
        } catch (StoreUnavailable failed) {
            if (continuation.isTakenOver(key)) {
                throw new Superseded(failed);
            }
            throw failed;
        } finally {
            received.upTo(bytes.fetched());
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

    /** What a source spoilt is of no use to a later run either. */
    private record Watch(
            Run run, Transfer transfer, ImageBytes bytes, IngestMetrics.Received counted)
            implements IntakeWatch {

        /** What an earlier run had stored is received already while it is read again. */
        @Override
        public void received(long sourceBytes) {
            counted.upTo(bytes.fetched());
            long received = Math.max(sourceBytes, bytes.knownLength());
            run.progress(Phase.RECEIVING, received, bytes.total());
        }

        @Override
        public boolean unwanted() {
            return run.cancelled() || transfer.spoilt();
        }
    }
}
