package diskmill.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import diskmill.storage.KeyPrefix;
import diskmill.storage.StoreUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever breaks, wherever: the right exception, nothing to be seen in the store, and no thread left. */
class IntakeBreakTest extends IntakeScene {

    @AfterEach
    void noThreadIsLeft() {
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() ->
                        assertThat(Thread.getAllStackTraces().keySet())
                                .noneMatch(thread -> thread.getName().startsWith("intake-")));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100_000, 10_000_000})
    void theSourcesFailureComesThroughAsItIs(long after) throws IOException {
        IOException failure = new IOException("the line is dead");

        assertThatThrownBy(() -> take(bare(), broken(after, failure))).isSameAs(failure);

        assertThat(store().list(KeyPrefix.ALL)).isEmpty();
        assertThat(store().isAborted()).isFalse();
    }

    @Test
    void afterABreakWhatWasWrittenIsLeftToTheNextRun() {
        assertThatThrownBy(() -> take(bare(), broken(10_000_000, new IOException())))
                .isInstanceOf(IOException.class);

        assertThat(store().isClosed()).isTrue();
        assertThat(store().isAborted()).isFalse();
    }

    @Test
    void afterABreakWhatNobodyWantsIsDeleted() {
        watch.unwant();

        assertThatThrownBy(() -> take(bare(), broken(10_000_000, new IOException())))
                .isInstanceOf(IOException.class);

        assertThat(store().isAborted()).isTrue();
        assertThat(store().isClosed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 1000", "0, 10000000", "5000000, 10000000", "9999999, 10000000"})
    void theStoresFailureIsThrownAsItIs(long after, long size) throws IOException {
        store().failAfter(after);

        assertThatThrownBy(() -> take(bare(), Sources.repeating(size)))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessage("the store is full");

        assertThat(store().list(KeyPrefix.ALL)).isEmpty();
        assertThat(store().isClosed()).isTrue();
    }

    @Test
    void aStoreThatFailsUnderAnEndlessSourceEndsTheIntake() {
        store().failAfter(3 * MEBIBYTE);

        assertThatThrownBy(() -> take(upTo(Long.MAX_VALUE), Sources.repeating(Long.MAX_VALUE)))
                .isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void aStoreThatFailsWhileAnImageIsUnpackedEndsTheIntake() {
        store().failAfter(MEBIBYTE);
        byte[] packed = Packing.GZIP.pack(Sources.random(8 * MEBIBYTE));

        assertThatThrownBy(() -> take(bare(), packed)).isInstanceOf(StoreUnavailable.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 10_000_000})
    void aStoreThatFailsAtItsLastStepIsThrownAsItIs(long size) throws IOException {
        store().failToComplete();

        assertThatThrownBy(() -> take(bare(), Sources.repeating(size)))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessage("the store went away");

        assertThat(store().list(KeyPrefix.ALL)).isEmpty();
        assertThat(store().isClosed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "true, 0",
        "true, 100000",
        "true, 5000000",
        "false, 0",
        "false, 100000",
        "false, 5000000"
    })
    void anInterruptOfASourceThatStallsEndsTheIntakeSoon(boolean virtual, int after)
            throws Exception {
        var stalled = new CountDownLatch(1);
        InputStream source = Sources.stallsAfter(Sources.random(after), stalled);

        Running running = Running.start(virtual, () -> take(bare(), source));
        assertThat(stalled.await(10, TimeUnit.SECONDS)).isTrue();
        running.interrupt();

        assertThat(running.failureWithin(Duration.ofSeconds(1)))
                .isInstanceOf(InterruptedException.class);
        assertThat(store().isAborted()).isFalse();
        assertThat(store().list(KeyPrefix.ALL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInterruptOfASourceThatNeverStopsEndsTheIntakeSoon(boolean virtual) throws Exception {
        watch.unwant();

        Running running =
                Running.start(
                        virtual,
                        () -> take(upTo(Long.MAX_VALUE), Sources.repeating(Long.MAX_VALUE)));
        await().until(() -> watch.lastReceived() > 10 * MEBIBYTE);
        running.interrupt();

        assertThat(running.failureWithin(Duration.ofSeconds(1)))
                .isInstanceOf(InterruptedException.class);
        assertThat(store().isAborted()).isTrue();
    }

    @Test
    void anInterruptWhileAnImageIsUnpackedEndsTheIntakeSoon() throws Exception {
        var stalled = new CountDownLatch(1);
        byte[] packed = Packing.GZIP.pack(Sources.random(4 * MEBIBYTE));
        byte[] begin = Arrays.copyOf(packed, packed.length - 1_000);

        Running running =
                Running.start(true, () -> take(bare(), Sources.stallsAfter(begin, stalled)));
        assertThat(stalled.await(10, TimeUnit.SECONDS)).isTrue();
        running.interrupt();

        assertThat(running.failureWithin(Duration.ofSeconds(1)))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void aWatchThatFailsEndsTheIntake() {
        var failure = new IllegalStateException("no more");
        IntakeWatch failing =
                new IntakeWatch() {
                    @Override
                    public void received(long sourceBytes) {
                        if (sourceBytes > 5 * MEBIBYTE) {
                            throw failure;
                        }
                    }

                    @Override
                    public boolean unwanted() {
                        return false;
                    }
                };

        assertThatThrownBy(() ->
                        new Intake(store(), SETTINGS)
                                .take(bare(), Sources.repeating(10 * MEBIBYTE), key, failing))
                .isSameAs(failure);
        assertThat(store().isClosed()).isTrue();
    }

    private static InputStream broken(long after, IOException failure) {
        return Sources.breaksAfter(Sources.repeating(Long.MAX_VALUE), after, failure);
    }

    /** An intake that is to fail, on a thread of its own. */
    private record Running(Thread thread, CompletableFuture<Throwable> failure) {

        interface Work {
            Object run() throws Exception;
        }

        static Running start(boolean virtual, Work work) {
            var failure = new CompletableFuture<Throwable>();
            Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
            Thread thread =
                    builder.start(() -> {
                        try {
                            failure.completeExceptionally(
                                    new AssertionError("it ended with " + work.run()));
                        } catch (Throwable broken) {
                            failure.complete(broken);
                        }
                    });
            return new Running(thread, failure);
        }

        void interrupt() {
            thread.interrupt();
        }

        Throwable failureWithin(Duration limit) throws Exception {
            return failure.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
