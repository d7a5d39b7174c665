package diskmill.api.v2.data;

import diskmill.api.imports.Imports;
import diskmill.api.imports.UploadTicket;
import diskmill.api.web.Refusal;
import diskmill.image.RejectionReason;
import diskmill.intake.Intake;
import diskmill.intake.IntakeResult;
import diskmill.intake.IntakeWatch;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one upload through the intake, and tells the catalog how it went: every way out of here has told it, unless the
 * database is away, and then the upload's lease runs out. Threads may share it.
 */
final class UploadReceiver {

    private static final Logger log = LoggerFactory.getLogger(UploadReceiver.class);

    /** Seconds; a full or restarting store takes longer than a hiccup. */
    private static final int RETRY_AFTER = 30;

    private final Imports imports;
    private final Intake intake;
    private final UploadSettings settings;

    UploadReceiver(Imports imports, Intake intake, UploadSettings settings) {
        this.imports = imports;
        this.intake = intake;
        this.settings = settings;
    }

    /** @throws Refusal if the upload did not get whole into the store; the image is queued again then, with no bytes */
    void receive(UploadTicket ticket, UploadBody body) {
        try {
            switch (take(ticket, body)) {
                case IntakeResult.Stored stored -> imports.uploadTaken(ticket, stored);
                case IntakeResult.Refused(RejectionReason reason, String detail) -> {
                    log.info(
                            "image {} attempt {}: refused: {}",
                            ticket.imageId(),
                            ticket.attemptId(),
                            reason);
                    imports.uploadRefused(ticket, reason, detail);
                    throw UploadFailures.refusal(reason, detail);
                }
            }
        } catch (IOException broken) {
            throw brokenOff(ticket, body, broken);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw interrupted(
                    ticket, "This server is stopping; %s.".formatted(body.words().advice()));
        }
    }

    private IntakeResult take(UploadTicket ticket, UploadBody body)
            throws IOException, InterruptedException {
        try (SignOfLife _ = SignOfLife.begin(imports, ticket.attemptId(), body, settings)) {
            return intake.take(ticket.request(), body, ticket.key(), new Watch());
        } catch (RuntimeException | Error bug) {
            tell(ticket, bug);
            throw bug;
        }
    }

    /** The bug is what matters, also where the catalog cannot be told. */
    private void tell(UploadTicket ticket, Throwable bug) {
        try {
            imports.uploadRefused(
                    ticket,
                    RejectionReason.INTERRUPTED,
                    "Something went wrong here while the upload was received; send it again.");
        } catch (RuntimeException untold) {
            bug.addSuppressed(untold);
        }
    }

    private Refusal brokenOff(UploadTicket ticket, UploadBody body, IOException broken) {
        if (body.isCancelled()) {
            return UploadFailures.deleted();
        }
        if (body.tooSlow().isPresent()) {
            String sentence = body.tooSlow().get();
            log.info("image {} attempt {}: {}", ticket.imageId(), ticket.attemptId(), sentence);
            imports.uploadRefused(ticket, body.words().tooSlow(), sentence);
            return UploadFailures.tooSlow(sentence);
        }
        if (body.fault().isPresent()) {
            String sentence = body.fault().get();
            log.info("image {} attempt {}: {}", ticket.imageId(), ticket.attemptId(), sentence);
            imports.uploadRefused(ticket, body.words().brokeOff(), sentence);
            return UploadFailures.refusal(body.words().brokeOff(), sentence);
        }
        log.warn(
                "image {} attempt {}: the store did not take the upload: {}",
                ticket.imageId(),
                ticket.attemptId(),
                broken.toString());
        return interrupted(
                ticket,
                "The image store cannot take the image now; %s later."
                        .formatted(body.words().advice()));
    }

    private Refusal interrupted(UploadTicket ticket, String sentence) {
        imports.uploadRefused(ticket, RejectionReason.INTERRUPTED, sentence);
        return Refusal.unavailable(sentence, RETRY_AFTER);
    }

    /** What was written of an upload that broke off is of no use to anybody: its client sends all again. */
    private static final class Watch implements IntakeWatch {

        @Override
        public void received(long sourceBytes) {
            // the body counts for itself
        }

        @Override
        public boolean unwanted() {
            return true;
        }
    }
}
