package diskmill.api.status;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.Core;
import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageStatus;
import diskmill.event.ImageEvent;
import diskmill.event.Phase;
import diskmill.image.ContainerFormat;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import diskmill.image.Limits;
import diskmill.image.RejectionReason;
import diskmill.image.RunId;
import diskmill.storage.KeyPrefix;
import diskmill.storage.ObjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FactRecorderTest {

    private static final RunId INGEST = RunId.next();
    private static final RunId CONVERT = RunId.next();
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    private Core core;

    @BeforeAll
    void start() {
        core = new Core();
    }

    @AfterAll
    void stop() {
        core.close();
    }

    @BeforeEach
    void forget() {
        core.database.sql("delete from garbage").update();
    }

    @Test
    void everyOrderOfTheFactsOfAGoodAttemptEachTwiceEndsActive() {
        for (List<Integer> order : orders(List.of(0, 0, 1, 1, 2, 2))) {
            Attempt attempt = core.released(core.queued(DiskFormat.QCOW2).id());
            List<ImageEvent> facts =
                    List.of(progressed(attempt), ingested(attempt), converted(attempt));

            order.forEach(which -> core.recorder.on(facts.get(which)));

            Image image = core.image(attempt.imageId());
            assertThat(image.status()).as("after %s", order).isEqualTo(ImageStatus.ACTIVE);
            assertThat(image.object()).isEqualTo(key(attempt, CONVERT));
            assertThat(image.diskFormat()).isEqualTo(DiskFormat.RAW);
            assertThat(image.size()).isEqualTo(5000);
            assertThat(image.checksum()).isEqualTo("0".repeat(32));
            assertThat(image.hash())
                    .isEqualTo(Core.DIGESTS.find(HashAlgorithm.SHA256).orElseThrow());
            Attempt ended = core.attempt(attempt);
            assertThat(ended.state()).isEqualTo(Attempt.State.SUCCEEDED);
            assertThat(ended.reason()).isNull();
            assertThat(core.garbage())
                    .filteredOn(prefix -> prefix.contains(attempt.id().toString()))
                    .isNotEmpty()
                    .allMatch(prefix -> prefix.endsWith(" but " + key(attempt, CONVERT)));
        }
    }

    @Test
    void everyOrderOfTheFactsOfABadAttemptEachTwiceEndsQueued() {
        for (List<Integer> order : orders(List.of(0, 0, 1, 1, 2, 2))) {
            Attempt attempt = core.released(core.queued(DiskFormat.QCOW2).id());
            List<ImageEvent> facts =
                    List.of(progressed(attempt), ingested(attempt), rejected(attempt));

            order.forEach(which -> core.recorder.on(facts.get(which)));

            Image image = core.image(attempt.imageId());
            assertThat(image.status()).as("after %s", order).isEqualTo(ImageStatus.QUEUED);
            assertThat(image.object()).isNull();
            assertThat(image.diskFormat()).isEqualTo(DiskFormat.QCOW2);
            Attempt ended = core.attempt(attempt);
            assertThat(ended.state()).isEqualTo(Attempt.State.FAILED);
            assertThat(ended.reason()).isEqualTo(RejectionReason.DAMAGED);
            assertThat(core.garbage())
                    .contains(KeyPrefix.of(attempt.imageId(), attempt.id()).value());
        }
    }

    @Test
    void progressShowsInTheAttempt() {
        Attempt attempt = core.released(core.queued(DiskFormat.QCOW2).id());

        core.recorder.on(progressed(attempt));

        Attempt now = core.attempt(attempt);
        assertThat(now.phase()).isEqualTo(Phase.RECEIVING);
        assertThat(now.done()).isEqualTo(10);
        assertThat(now.total()).isEqualTo(100);
        assertThat(now.bytesPerSecond()).isEqualTo(7);
        assertThat(now.runs()).isEqualTo(1);
    }

    @Test
    void anImportThatWasDoneBeforeAnyProgressOfItWasToldShowsItsBytesAndItsRun() {
        Attempt attempt = core.released(core.queued(DiskFormat.QCOW2).id());

        core.recorder.on(ingested(attempt));
        core.recorder.on(converted(attempt));

        Attempt ended = core.attempt(attempt);
        assertThat(ended.runs()).isEqualTo(1);
        assertThat(ended.total()).isEqualTo(ingested(attempt).size());
        assertThat(ended.done()).isEqualTo(ended.total());
    }

    @Test
    void theLaterRunsProgressCountsAndTheEarlierOnesDoesNot() {
        Attempt attempt = core.released(core.queued(DiskFormat.QCOW2).id());
        core.recorder.on(
                new ImageEvent.Progressed(
                        attempt.imageId(),
                        attempt.id(),
                        CONVERT,
                        AT,
                        Phase.CHECKING,
                        50,
                        null,
                        9,
                        null));

        core.recorder.on(progressed(attempt));

        Attempt now = core.attempt(attempt);
        assertThat(now.phase()).isEqualTo(Phase.CHECKING);
        assertThat(now.done()).isEqualTo(50);
        assertThat(now.total()).isNull();
    }

    @Test
    void howARunWentOnIsToldByTheTaskAlsoAfterItsSuccess() {
        Attempt attempt = core.released(core.queued(DiskFormat.QCOW2).id());
        core.recorder.on(remarked(attempt, "It goes on at byte 10."));
        core.recorder.on(progressed(attempt));
        String before = core.attempt(attempt).message();
        core.recorder.on(converted(attempt));

        assertThat(before).isEqualTo("It goes on at byte 10.");
        assertThat(core.attempt(attempt).state()).isEqualTo(Attempt.State.SUCCEEDED);
        assertThat(core.attempt(attempt).message()).isEqualTo("It goes on at byte 10.");
    }

    @Test
    void whyAnAttemptFailedIsToldInPlaceOfHowItWentOn() {
        Attempt attempt = core.released(core.queued(DiskFormat.QCOW2).id());
        core.recorder.on(remarked(attempt, "It goes on at byte 10."));

        core.recorder.on(rejected(attempt));

        assertThat(core.attempt(attempt).message())
                .isEqualTo("The disk's own tables do not fit its bytes.");
    }

    @Test
    void progressThatIsHeardAfterItsRunWasDoneGivesNoLease() {
        Attempt attempt = core.released(core.queued(DiskFormat.QCOW2).id());
        core.recorder.on(ingested(attempt));

        core.recorder.on(progressed(attempt));

        assertThat(
                        core.database
                                .sql(
                                        "select count(*) from attempts where id = :id and lease_until is null")
                                .param("id", attempt.id().value())
                                .query(Long.class)
                                .single())
                .isEqualTo(1);
    }

    @Test
    void theFirstVerdictWinsAndTheOppositeOneIsAContradiction() {
        Attempt attempt = core.released(core.queued(DiskFormat.QCOW2).id());
        core.recorder.on(converted(attempt));

        core.recorder.on(rejected(attempt));

        assertThat(core.image(attempt.imageId()).status()).isEqualTo(ImageStatus.ACTIVE);
        assertThat(core.attempt(attempt).state()).isEqualTo(Attempt.State.SUCCEEDED);
        assertThat(
                        core.meters
                                .counter(
                                        "diskmill.facts",
                                        "fact",
                                        "rejected",
                                        "effect",
                                        "contradiction")
                                .count())
                .isEqualTo(1);
    }

    @Test
    void aSecondRunsObjectIsGarbageAndTheFirstOnesStays() {
        Attempt attempt = core.released(core.queued(DiskFormat.QCOW2).id());
        core.recorder.on(converted(attempt));
        ImageEvent.Converted first = converted(attempt);
        RunId late = RunId.next();

        core.recorder.on(
                new ImageEvent.Converted(
                        first.imageId(),
                        first.attemptId(),
                        late,
                        AT,
                        key(attempt, late),
                        first.format(),
                        first.size(),
                        first.virtualSize(),
                        first.digests()));

        assertThat(core.image(attempt.imageId()).object()).isEqualTo(key(attempt, CONVERT));
        assertThat(core.garbage())
                .hasSize(2)
                .allMatch(prefix -> prefix.endsWith("but " + key(attempt, CONVERT)));
    }

    @Test
    void aSecondRunThatFindsItsSourceGoneDoesNotUndoTheFirstOnesBytes() {
        Attempt attempt = core.released(core.queued(DiskFormat.QCOW2).id());
        core.recorder.on(ingested(attempt));

        core.recorder.on(
                new ImageEvent.Rejected(
                        attempt.imageId(),
                        attempt.id(),
                        RunId.next(),
                        AT,
                        RejectionReason.SOURCE_ERROR,
                        "The source answered 403."));
        core.recorder.on(converted(attempt));

        assertThat(core.image(attempt.imageId()).status()).isEqualTo(ImageStatus.ACTIVE);
    }

    @Test
    void howeverAnAttemptEndsItsWorkersAreTold() {
        Attempt good = core.released(core.queued(DiskFormat.QCOW2).id());
        Attempt bad = core.released(core.queued(DiskFormat.QCOW2).id());

        core.recorder.on(converted(good));
        core.recorder.on(rejected(bad));

        assertThat(core.said())
                .filteredOn(ImageEvent.Cancelled.class::isInstance)
                .extracting(ImageEvent::attemptId)
                .contains(good.id(), bad.id());
    }

    @Test
    void aFactOfAnEarlierAttemptChangesNothing() {
        Image image = core.queued(DiskFormat.QCOW2);
        Attempt first = core.released(image.id());
        core.recorder.on(rejected(first));
        Attempt second = core.released(image.id());

        core.recorder.on(converted(first));

        assertThat(core.image(image.id()).status()).isEqualTo(ImageStatus.IMPORTING);
        assertThat(core.attempt(second).state()).isEqualTo(Attempt.State.RELEASED);
        assertThat(core.garbage()).last().isEqualTo(KeyPrefix.of(image.id(), first.id()).value());
    }

    @Test
    void aVerdictAfterADeleteIsStaleAndItsObjectGarbage() {
        Attempt attempt = core.released(core.queued(DiskFormat.QCOW2).id());
        core.imports.delete(attempt.imageId());

        core.recorder.on(converted(attempt));

        assertThat(core.images.find(attempt.imageId())).isEmpty();
        assertThat(core.attempt(attempt).state()).isEqualTo(Attempt.State.CANCELLED);
        assertThat(core.garbage())
                .last()
                .isEqualTo(KeyPrefix.of(attempt.imageId(), attempt.id()).value());
    }

    @Test
    void aFailedImageCanBeImportedAgain() {
        Image image = core.queued(DiskFormat.QCOW2);
        core.recorder.on(rejected(core.released(image.id())));

        Attempt second = core.released(image.id());
        core.recorder.on(converted(second));

        assertThat(core.image(image.id()).status()).isEqualTo(ImageStatus.ACTIVE);
        assertThat(core.tasks.ofImage(image.id()))
                .extracting(entry -> entry.attempt().state())
                .containsExactly(Attempt.State.SUCCEEDED, Attempt.State.FAILED);
    }

    private static ImageEvent.Progressed progressed(Attempt attempt) {
        return remarked(attempt, null);
    }

    private static ImageEvent.Progressed remarked(Attempt attempt, @Nullable String remark) {
        return new ImageEvent.Progressed(
                attempt.imageId(), attempt.id(), INGEST, AT, Phase.RECEIVING, 10, 100L, 7, remark);
    }

    private static ImageEvent.Ingested ingested(Attempt attempt) {
        return new ImageEvent.Ingested(
                attempt.imageId(),
                attempt.id(),
                INGEST,
                AT,
                attempt.deadline(),
                key(attempt, INGEST),
                ContainerFormat.BARE,
                DiskFormat.QCOW2,
                DiskFormat.RAW,
                1000,
                5000L,
                Core.DIGESTS,
                Core.DIGESTS,
                HashAlgorithm.SHA256,
                new Limits(1L << 40, 1L << 46));
    }

    private static ImageEvent.Converted converted(Attempt attempt) {
        return new ImageEvent.Converted(
                attempt.imageId(),
                attempt.id(),
                CONVERT,
                AT,
                key(attempt, CONVERT),
                DiskFormat.RAW,
                5000,
                5000L,
                Core.DIGESTS);
    }

    private static ImageEvent.Rejected rejected(Attempt attempt) {
        return new ImageEvent.Rejected(
                attempt.imageId(),
                attempt.id(),
                CONVERT,
                AT,
                RejectionReason.DAMAGED,
                "The disk's own tables do not fit its bytes.");
    }

    private static ObjectKey key(Attempt attempt, RunId run) {
        return ObjectKey.of(attempt.imageId(), attempt.id(), run);
    }

    private static <T> List<List<T>> orders(List<T> of) {
        if (of.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> orders = new ArrayList<>();
        for (T first : new LinkedHashSet<>(of)) {
            List<T> rest = new ArrayList<>(of);
            rest.subList(of.indexOf(first), of.indexOf(first) + 1).clear();
            for (List<T> tail : orders(rest)) {
                orders.add(Stream.concat(Stream.of(first), tail.stream()).toList());
            }
        }
        return orders;
    }
}
