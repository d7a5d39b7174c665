package diskmill.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.Core;
import diskmill.api.catalog.Attempt;
import diskmill.event.ImageEvent;
import diskmill.image.DiskFormat;
import diskmill.image.RejectionReason;
import diskmill.image.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator sees of the queue, and of what became of the imports. */
class QueueMetersTest {

    private Core core;

    @BeforeEach
    void start() {
        core = new Core();
    }

    @AfterEach
    void stop() {
        core.close();
    }

    @Test
    void theQueueTheOutboxAndWhatIsRunningAreCountedWhenARoundSaysSo() {
        QueueMeters queue = new QueueMeters(core.database, core.meters);
        core.waiting(core.queued(DiskFormat.QCOW2).id());
        core.dispatcher(1).dispatch();
        core.waiting(core.queued(DiskFormat.QCOW2).id());
        core.database
                .sql(
                        "update attempts set created_at = created_at - interval '1 minute' where state = 'waiting'")
                .update();

        double before = gauge("diskmill.queue.length");
        queue.count();

        assertThat(before).isZero();
        assertThat(gauge("diskmill.queue.length")).isEqualTo(1);
        assertThat(gauge("diskmill.queue.age.seconds")).isBetween(60.0, 120.0);
        assertThat(gauge("diskmill.queue.running")).isEqualTo(1);
        assertThat(gauge("diskmill.outbox.length")).isEqualTo(1);
        assertThat(gauge("diskmill.outbox.age.seconds")).isPositive();
    }

    @Test
    void endsAreCountedByOutcomeAndReasonAndPhasesAreTimed() {
        Attempt attempt = core.released(core.queued(DiskFormat.QCOW2).id());
        core.recorder.on(
                new ImageEvent.Rejected(
                        attempt.imageId(),
                        attempt.id(),
                        RunId.next(),
                        Instant.now(),
                        RejectionReason.DAMAGED,
                        "It is damaged."));

        assertThat(
                        core.meters
                                .get("diskmill.imports")
                                .tags("outcome", "failed", "reason", "damaged")
                                .counter()
                                .count())
                .isEqualTo(1);
        assertThat(
                        core.meters
                                .get("diskmill.import.phase")
                                .tag("phase", "queue")
                                .timer()
                                .totalTime(TimeUnit.SECONDS))
                .isPositive();
    }

    @Test
    void aLostLeaseIsCounted() {
        Attempt attempt = core.released(core.queued(DiskFormat.QCOW2).id());
        core.database
                .sql("update attempts set lease_until = clock_timestamp() where id = :id")
                .param("id", attempt.id().value())
                .update();
        Reconciler reconciler = core.reconciler();
        reconciler.reconcile();
        core.age(attempt, Duration.ofMinutes(2));

        reconciler.reconcile();

        assertThat(core.meters.get("diskmill.leases.lost").tag("kind", "run").counter().count())
                .isEqualTo(1);
    }

    private double gauge(String name) {
        return core.meters.get(name).gauge().value();
    }
}
