package diskmill.ingest;

import diskmill.event.ImageEvent;
import diskmill.event.ImageEvent.Ingested;
import diskmill.event.ImageEvent.Rejected;
import diskmill.event.ImageEvent.Submitted;
import diskmill.event.Phase;
import diskmill.gate.SafeUri;
import diskmill.image.RejectionReason;
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
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches one image from its source into the object store. */
final class IngestStep implements Step<Submitted> {

    private static final Logger log = LoggerFactory.getLogger(IngestStep.class);

    private final HttpSources sources;
    private final Intake intake;
    private final Clock clock;

    IngestStep(HttpSources sources, Intake intake, Clock clock) {
        this.sources = sources;
        this.intake = intake;
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
        HttpSource source = sources.at(work.source());
        while (true) {
            try (SourceBody body = source.open()) {
                return take(work, run, source, body);
            } catch (SourceBroken | SourceChanged useless) {
                log.debug("image={} attempt={} begins again", work.imageId(), work.attemptId());
            } catch (SourceFailed failed) {
                return rejected(work, run, failed.reason(), failed.sentence());
            }
        }
    }

    private ImageEvent take(Submitted work, Run run, HttpSource source, SourceBody body)
            throws IOException, InterruptedException {
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
                        work.limits());
        var key = ObjectKey.of(work.imageId(), work.attemptId(), run.id());
        return switch (intake.take(request, body, key, new Watch(run, source, body))) {
            case IntakeResult.Stored stored -> ingested(work, run, stored);
            case IntakeResult.Refused(var reason, var sentence) ->
                    rejected(work, run, reason, sentence);
        };
    }

    private Ingested ingested(Submitted work, Run run, IntakeResult.Stored stored) {
        return new Ingested(
                work.imageId(),
                work.attemptId(),
                run.id(),
                clock.instant(),
                work.deadline(),
                stored.object().key(),
                work.container(),
                stored.format(),
                work.target(),
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
