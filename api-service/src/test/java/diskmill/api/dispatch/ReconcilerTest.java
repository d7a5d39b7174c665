package diskmill.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.api.Core;
import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.ImageStatus;
import diskmill.api.imports.UploadTicket;
import diskmill.event.ImageEvent;
import diskmill.event.Phase;
import diskmill.image.DiskFormat;
import diskmill.image.RejectionReason;
import diskmill.image.RunId;
import diskmill.messaging.BrokerProbe.Standing;
import diskmill.messaging.MessagingUnavailable;
import diskmill.storage.KeyPrefix;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReconcilerTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private Core core;
    private Reconciler reconciler;

    @BeforeEach
    void start() {
        core = new Core();
        reconciler = core.reconciler();
        reconciler.reconcile();
    }

    @AfterEach
    void stop() {
        core.close();
    }

    @Test
    void whatIsInTimeIsLeftAlone() {
        Attempt released = released();
        Attempt waiting = core.waiting(core.queued(DiskFormat.QCOW2).id());

        reconciler.reconcile();

        assertThat(core.said()).isEmpty();
        assertThat(core.attempt(released)).isEqualTo(released);
        assertThat(core.attempt(waiting)).isEqualTo(waiting);
    }

    @Test
    void anUploadWithoutASignOfLifeLeavesTheImageQueuedWithNoBytes() {
        Attempt attempt = attempt(receiving(Attempt.Method.UPLOAD));
        core.age(attempt, Duration.ofSeconds(31));

        reconciler.reconcile();

        Attempt ended = core.attempt(attempt);
        assertThat(ended.state()).isEqualTo(Attempt.State.FAILED);
        assertThat(ended.reason()).isEqualTo(RejectionReason.INTERRUPTED);
        assertThat(core.image(attempt.imageId()).status()).isEqualTo(ImageStatus.QUEUED);
        assertThat(core.garbage())
                .containsExactly(KeyPrefix.of(attempt.imageId(), attempt.id()).value());
    }

    @Test
    void aRunThatFellSilentIsReleasedAgainUnderTheSameAttempt() {
        Attempt attempt = released();
        core.recorder.on(progress(attempt));
        core.age(attempt, Duration.ofSeconds(91));

        reconciler.reconcile();

        assertThat(core.said())
                .singleElement()
                .isInstanceOfSatisfying(
                        ImageEvent.Submitted.class,
                        fact -> assertThat(fact.attemptId()).isEqualTo(attempt.id()));
        assertThat(core.attempt(attempt).state()).isEqualTo(Attempt.State.RELEASED);
        assertThat(core.image(attempt.imageId()).status()).isEqualTo(ImageStatus.IMPORTING);
    }

    @Test
    void whatNoWorkerEverReportedOnIsReleasedAgainAfterFiveMinutes() {
        Attempt attempt = released();
        core.age(attempt, Duration.ofMinutes(4));
        reconciler.reconcile();
        int early = core.said().size();
        core.age(attempt, Duration.ofMinutes(2));

        reconciler.reconcile();

        assertThat(early).isZero();
        assertThat(core.said()).hasSize(1);
    }

    @Test
    void whatOnlyWaitsBehindAnEarlierRunIsNotReleasedAgainBeforeThatHasPassed() {
        Attempt earlier = released();
        core.age(earlier, Duration.ofMinutes(11));
        core.recorder.on(progress(earlier));
        Attempt behind = released();
        core.age(behind, Duration.ofMinutes(10));

        // the first look of a process restarts every lease
        reconciler.reconcile();
        reconciler.reconcile();
        List<ImageEvent> whileEarlierRuns = core.said();
        core.imports.delete(earlier.imageId());
        core.said();
        reconciler.reconcile();

        assertThat(whileEarlierRuns).isEmpty();
        assertThat(core.said())
                .singleElement()
                .isInstanceOf(ImageEvent.Submitted.class)
                .satisfies(fact -> assertThat(fact.attemptId()).isEqualTo(behind.id()));
    }

    @Test
    void eachFurtherReleaseWaitsTwiceAsLong() {
        Attempt attempt = released();
        core.age(attempt, Duration.ofMinutes(6));
        reconciler.reconcile();
        core.said();
        core.age(attempt, Duration.ofMinutes(6));
        reconciler.reconcile();
        int early = core.said().size();
        core.age(attempt, Duration.ofMinutes(5));

        reconciler.reconcile();

        assertThat(early).isZero();
        assertThat(core.said()).hasSize(1);
    }

    @Test
    void bytesThatAreThereAreNotFetchedAgain() {
        UploadTicket ticket = receiving(Attempt.Method.UPLOAD);
        core.imports.uploadTaken(ticket, Core.stored(ticket));
        core.said();
        core.age(attempt(ticket), Duration.ofMinutes(6));

        reconciler.reconcile();

        assertThat(core.said())
                .singleElement()
                .isInstanceOfSatisfying(
                        ImageEvent.Ingested.class,
                        fact -> assertThat(fact.object()).isEqualTo(ticket.key()));
    }

    @Test
    void aDeadlineEndsAnAttemptAndTellsTheWorkers() {
        Attempt attempt = released();
        core.age(attempt, Duration.ofHours(25));

        reconciler.reconcile();

        Attempt ended = core.attempt(attempt);
        assertThat(ended.state()).isEqualTo(Attempt.State.FAILED);
        assertThat(ended.reason()).isEqualTo(RejectionReason.DEADLINE_EXCEEDED);
        assertThat(core.image(attempt.imageId()).status()).isEqualTo(ImageStatus.QUEUED);
        assertThat(core.said()).singleElement().isInstanceOf(ImageEvent.Cancelled.class);
        assertThat(core.garbage()).hasSize(1);
    }

    @Test
    void aDeadlineEndsWhatStillWaits() {
        Attempt attempt = core.waiting(core.queued(DiskFormat.QCOW2).id());
        core.age(attempt, Duration.ofHours(25));

        reconciler.reconcile();

        assertThat(core.attempt(attempt).reason()).isEqualTo(RejectionReason.DEADLINE_EXCEEDED);
        assertThat(core.said()).noneMatch(ImageEvent.Submitted.class::isInstance);
    }

    @Test
    void stagedBytesThatNobodyImportsGo() {
        UploadTicket ticket = receiving(Attempt.Method.GLANCE_DIRECT);
        core.imports.uploadTaken(ticket, Core.stored(ticket));
        Attempt attempt = attempt(ticket);
        core.age(attempt, Duration.ofHours(23));
        reconciler.reconcile();
        ImageStatus before = core.image(attempt.imageId()).status();
        core.age(attempt, Duration.ofHours(2));

        reconciler.reconcile();

        assertThat(before).isEqualTo(ImageStatus.UPLOADING);
        assertThat(core.image(attempt.imageId()).status()).isEqualTo(ImageStatus.QUEUED);
        assertThat(core.attempt(attempt).message()).contains("upload them again");
    }

    @Test
    void aStartRestartsEveryLease() {
        Attempt upload = attempt(receiving(Attempt.Method.UPLOAD));
        Attempt run = released();
        core.recorder.on(progress(run));
        core.age(upload, HOUR);
        core.age(run, HOUR);

        core.reconciler().reconcile();

        assertThat(core.attempt(upload).state()).isEqualTo(Attempt.State.RECEIVING);
        assertThat(core.said()).isEmpty();
    }

    @Test
    void anOutageOfOursIsAddedToEveryDeadline() {
        Attempt attempt = released();
        core.age(attempt, Duration.ofHours(25));
        core.database
                .sql("update reconciliation set last_pass = last_pass - interval '25 hours'")
                .update();

        reconciler.reconcile();

        Attempt after = core.attempt(attempt);
        assertThat(after.state()).isEqualTo(Attempt.State.RELEASED);
        assertThat(after.deadline()).isAfter(Instant.now().plus(Duration.ofHours(23)));
        assertThat(core.said()).isEmpty();
    }

    @Test
    void whileTheBrokerIsAwayNoRunCountsAsDead() {
        Attempt attempt = released();
        core.recorder.on(progress(attempt));
        core.waiting(core.queued(DiskFormat.QCOW2).id());
        core.dispatcher(16).dispatch();
        core.facts.goAway();
        assertThatThrownBy(core.relay::relay).isInstanceOf(MessagingUnavailable.class);
        core.age(attempt, Duration.ofMinutes(2));

        reconciler.reconcile();
        core.facts.comeBack();

        assertThat(core.said()).noneMatch(fact -> fact.attemptId().equals(attempt.id()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Standing.class,
            names = {"AWAY", "BEHIND"})
    void nothingIsEndedOrReleasedAgainBeforeTheFactsOfAnOutageAreHeard(Standing standing) {
        Attempt silent = released();
        core.recorder.on(progress(silent));
        Attempt late = released();
        Attempt upload = attempt(receiving(Attempt.Method.UPLOAD));
        core.age(silent, Duration.ofMinutes(2));
        core.age(late, Duration.ofHours(25));
        core.age(upload, Duration.ofMinutes(2));
        core.standing = standing;

        reconciler.reconcile();

        assertThat(core.said()).isEmpty();
        assertThat(List.of(silent, late, upload))
                .noneMatch(attempt -> core.attempt(attempt).state().ended());
    }

    @Test
    void afterAnOutageEveryLeaseBeginsAnew() {
        Attempt silent = released();
        core.recorder.on(progress(silent));
        core.age(silent, Duration.ofMinutes(2));
        core.standing = Standing.BEHIND;
        reconciler.reconcile();
        core.standing = Standing.CURRENT;

        reconciler.reconcile();

        assertThat(core.said()).isEmpty();
    }

    @Test
    void oneRowThatCannotBeReadHoldsUpNoOther() {
        Attempt bad = released();
        core.recorder.on(progress(bad));
        core.age(bad, Duration.ofMinutes(2));
        Attempt late = released();
        core.age(late, Duration.ofHours(25));
        core.database
                .sql("update attempts set container = 'of no version' where id = :id")
                .param("id", bad.id().value())
                .update();

        assertThatThrownBy(reconciler::reconcile).isInstanceOf(RuntimeException.class);

        assertThat(core.attempt(late).state()).isEqualTo(Attempt.State.FAILED);
    }

    private Attempt released() {
        return core.released(core.queued(DiskFormat.QCOW2).id());
    }

    private UploadTicket receiving(Attempt.Method method) {
        return core.uploading(core.queued(DiskFormat.QCOW2).id(), method);
    }

    private Attempt attempt(UploadTicket ticket) {
        return core.attempts.find(ticket.attemptId()).orElseThrow();
    }

    private static ImageEvent.Progressed progress(Attempt attempt) {
        return new ImageEvent.Progressed(
                attempt.imageId(),
                attempt.id(),
                RunId.next(),
                Instant.now(),
                Phase.RECEIVING,
                1,
                null,
                1,
                null);
    }
}
