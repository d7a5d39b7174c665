package diskmill.api.status;

import diskmill.api.catalog.Attempt;
import diskmill.image.RejectionReason;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Counts attempts by how they ended, and the seconds of their phases, once the caller's transaction has committed. Threads may
 * share it.
 */
public final class ImportMeters {

    /** A part of an attempt's time. */
    public enum Phase {
        /** In the queue. */
        QUEUE,
        /** From the release until the bytes are there. */
        RECEIVE,
        /** From the bytes being there until the image is active. */
        CONVERT,
        /** From the request until the image is active. */
        WHOLE
    }

    private final MeterRegistry meters;

    public ImportMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param reason null for success */
    void ended(Attempt attempt, Attempt.State outcome, @Nullable RejectionReason reason) {
        afterCommit(() ->
                meters.counter(
                                "diskmill.imports",
                                "method",
                                attempt.method().toString(),
                                "outcome",
                                outcome.toString(),
                                "reason",
                                reason == null ? "none" : reason.toString())
                        .increment());
    }

    /** @param since null where nobody has noted it; then nothing is recorded */
    public void took(Phase phase, Attempt attempt, @Nullable Instant since, Instant until) {
        if (since == null) {
            return;
        }
        Duration took = Duration.between(since, until);
        afterCommit(() ->
                Timer.builder("diskmill.import.phase")
                        .description("Time that imports and uploads spend in each phase")
                        .tag("phase", phase.name().toLowerCase(Locale.ROOT))
                        .tag("method", attempt.method().toString())
                        .register(meters)
                        // clocks of two machines may differ by a little
                        .record(took.isNegative() ? Duration.ZERO : took));
    }

    private static void afterCommit(Runnable record) {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        record.run();
                    }
                });
    }
}
