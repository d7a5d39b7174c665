package diskmill.api.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RoundsTest {

    private static final Duration NEVER = Duration.ofHours(1);

    private final AtomicInteger rounds = new AtomicInteger();

    @Test
    void aRoundIsDoneEachPeriod() {
        try (Rounds each = new Rounds("test", Duration.ofMillis(10), this::count)) {
            each.start();

            await().until(() -> rounds.get() > 3);
        }
    }

    @Test
    void aCallBringsARoundAtOnce() {
        try (Rounds called = new Rounds("test", NEVER, this::count)) {
            called.start();
            await().until(() -> rounds.get() == 1);

            called.wake();

            await().until(() -> rounds.get() == 2);
        }
    }

    @Test
    void aCallDuringARoundIsNotLost() {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Rounds.Work slow =
                () -> {
                    atWork.countDown();
                    assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
                    return count();
                };
        try (Rounds called = new Rounds("test", NEVER, slow)) {
            called.start();
            await().until(() -> atWork.getCount() == 0);

            called.wake();
            goOn.countDown();

            await().until(() -> rounds.get() == 2);
        }
    }

    @Test
    void whatHasMoreToDoGoesOnAtOnce() {
        try (Rounds busy = new Rounds("test", NEVER, () -> rounds.incrementAndGet() < 5)) {
            busy.start();

            await().until(() -> rounds.get() == 5);
        }
    }

    @Test
    void aFailureIsTriedAgain() {
        Rounds.Work failsTwice =
                () -> {
                    if (rounds.incrementAndGet() <= 2) {
                        throw new IllegalStateException("not yet");
                    }
                    return false;
                };
        try (Rounds failing = new Rounds("test", NEVER, failsTwice)) {
            failing.start();

            await().until(() -> rounds.get() == 3);
        }
    }

    @Test
    void closingInterruptsARoundThatDoesNotEndByItselfAndWaitsForItsEnd() {
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch atWork = new CountDownLatch(1);
        Rounds waiting =
                new Rounds(
                        "test",
                        NEVER,
                        () -> {
                            atWork.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException closed) {
                                interrupted.set(true);
                                throw closed;
                            }
                            return false;
                        });
        waiting.start();
        await().until(() -> atWork.getCount() == 0);

        waiting.close();

        assertThat(interrupted).isTrue();
    }

    @Test
    void closingLetsAShortRoundEnd() {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Rounds.Work slow =
                () -> {
                    atWork.countDown();
                    assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
                    return count();
                };
        Rounds round = new Rounds("test", NEVER, slow);
        round.start();
        await().until(() -> atWork.getCount() == 0);

        goOn.countDown();
        round.close();

        assertThat(rounds).hasValue(1);
    }

    private boolean count() {
        rounds.incrementAndGet();
        return false;
    }

    @Test
    void theyGoOnWhenTheyAreStartedAgain() {
        AtomicInteger count = new AtomicInteger();
        Rounds again = new Rounds("test", Duration.ofMillis(1), () -> count.incrementAndGet() < 0);
        again.start();
        try (again) {
            await().until(() -> count.get() > 0);
        }
        count.set(0);

        again.start();

        try (again) {
            await().until(() -> count.get() > 0);
        }
    }
}
