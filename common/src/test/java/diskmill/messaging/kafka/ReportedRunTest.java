package diskmill.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.event.ImageEvent;
import diskmill.event.Phase;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportedRunTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final ImageEvent.Submitted work = Works.submitted();
    private final ReportedRun run = new ReportedRun(work, Phase.RECEIVING, () -> false, 0);

    @Test
    void saysNothingInItsFirstSecond() {
        run.progress(Phase.RECEIVING, 10, 100L);

        assertThat(at(0.9)).isEmpty();
    }

    @Test
    void tellsOfMovementEachSecond() {
        run.progress(Phase.RECEIVING, 10, 100L);

        assertThat(at(1)).get().extracting(ImageEvent.Progressed::done).isEqualTo(10L);
        run.progress(Phase.RECEIVING, 20, 100L);
        assertThat(at(1.5)).isEmpty();
        assertThat(at(2)).get().extracting(ImageEvent.Progressed::done).isEqualTo(20L);
    }

    @Test
    void givesASignOfLifeAfterFiveSecondsWithoutMovement() {
        assertThat(at(4.9)).isEmpty();
        assertThat(at(5))
                .contains(
                        new ImageEvent.Progressed(
                                work.imageId(),
                                work.attemptId(),
                                run.id(),
                                NOW,
                                Phase.RECEIVING,
                                0,
                                null,
                                0,
                                null));
    }

    @Test
    void itsRateIsThatOfTheLastFewSeconds() {
        for (int second = 1; second <= 20; second++) {
            run.progress(Phase.RECEIVING, second <= 10 ? second * 1000L : 10_000, null);
            at(second);
        }
        run.progress(Phase.RECEIVING, 10_500, null);

        assertThat(at(21))
                .get()
                .extracting(ImageEvent.Progressed::bytesPerSecond)
                .isEqualTo(500L / 6);
    }

    @Test
    void aNewPhaseCountsItsOwnBytes() {
        run.progress(Phase.RECEIVING, 1_000_000, null);
        at(1);
        run.progress(Phase.CHECKING, 10, null);

        var report = at(2);

        assertThat(report).get().extracting(ImageEvent.Progressed::phase).isEqualTo(Phase.CHECKING);
        assertThat(report).get().extracting(ImageEvent.Progressed::bytesPerSecond).isEqualTo(0L);
    }

    @Test
    void whatAnEarlierRunHadStoredIsDoneButWasNotSoFast() {
        run.progress(Phase.RECEIVING, 1_000_000, 2_000_000L);
        run.remark("It goes on.");
        var first = at(1);
        run.progress(Phase.RECEIVING, 1_000_500, 2_000_000L);

        assertThat(first).get().extracting(ImageEvent.Progressed::done).isEqualTo(1_000_000L);
        assertThat(first).get().extracting(ImageEvent.Progressed::bytesPerSecond).isEqualTo(0L);
        assertThat(at(2)).get().extracting(ImageEvent.Progressed::bytesPerSecond).isEqualTo(500L);
    }

    @Test
    void itsRemarkIsSaidEachTimeSinceAnyFactMayBeLost() {
        run.remark("It goes on.");
        var first = at(1);
        run.progress(Phase.CHECKING, 1, null);

        assertThat(first).get().extracting(ImageEvent.Progressed::remark).isEqualTo("It goes on.");
        assertThat(at(2)).get().extracting(ImageEvent.Progressed::remark).isEqualTo("It goes on.");
    }

    private Optional<ImageEvent.Progressed> at(double second) {
        return run.report(NOW, (long) (second * 1e9));
    }
}
