package diskmill.messaging.kafka;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.event.ImageEvent;
import diskmill.event.Phase;
import diskmill.messaging.Run;
import diskmill.messaging.Step;
import diskmill.messaging.Superseded;
import diskmill.messaging.WorkQueue.Workers;
import diskmill.testkit.TestKafka;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaWorkQueueTest {

    private static final Duration LOCK = Duration.ofSeconds(2);

    private final String prefix = TestKafka.newPrefix();
    private final MessagingParts parts =
            new MessagingParts(TestKafka.bootstrapServers(), prefix, LOCK);
    private final ConcurrentLinkedQueue<AutoCloseable> opened = new ConcurrentLinkedQueue<>();
    private TopicReader answers;

    @BeforeEach
    void readTheAnswers() {
        parts.broker.start();
        answers = read(parts.topics.of(ImageEvent.Rejected.class));
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        parts.close();
    }

    @Test
    void eachWorkIsDoneOnceAndItsFactIsPublished() throws Exception {
        var work = List.of(Works.submitted(), Works.submitted(), Works.submitted());
        parts.publish(work.toArray(ImageEvent[]::new));
        var runs = new AtomicInteger();

        take(
                2,
                (submitted, run) -> {
                    runs.incrementAndGet();
                    return Works.answer(submitted, run);
                });

        soon().untilAsserted(() ->
                assertThat(answers.facts())
                        .extracting(ImageEvent::imageId)
                        .containsExactlyInAnyOrderElementsOf(
                                work.stream().map(ImageEvent::imageId).toList()));
        assertThat(runs).hasValue(3);
    }

    @Test
    void twoConsumersShareOnePartition() throws Exception {
        parts.publish(Works.submitted(), Works.submitted());
        var together = new CountDownLatch(2);

        var workers =
                take(
                        2,
                        (submitted, run) -> {
                            together.countDown();
                            together.await();
                            return Works.answer(submitted, run);
                        });

        soon().untilAsserted(() -> assertThat(answers.facts()).hasSize(2));
        soon().until(() -> workers.busy() == 0);
    }

    @Test
    void workThatFailedIsDoneAgainAfterAPause() throws Exception {
        parts.publish(Works.submitted());
        var tries = new ConcurrentLinkedQueue<Instant>();

        take(
                1,
                (submitted, run) -> {
                    tries.add(Instant.now());
                    if (tries.size() < 3) {
                        throw new IOException("the store is away");
                    }
                    return Works.answer(submitted, run);
                });

        soon().untilAsserted(() -> assertThat(answers.facts()).hasSize(1));
        assertThat(tries).hasSize(3);
        assertThat(Duration.between(tries.peek(), Instant.now()))
                .isGreaterThan(Duration.ofMillis(900));
    }

    @Test
    void workThatAnotherRunHasTakenOverIsNotDoneAgainAndNothingIsSaidOfIt() throws Exception {
        var superseded = Works.submitted();
        parts.publish(superseded);
        var runs = new ConcurrentLinkedQueue<ImageEvent>();

        take(
                1,
                (work, run) -> {
                    runs.add(work);
                    if (work.equals(superseded)) {
                        throw new Superseded(new IOException("somebody has ended this upload"));
                    }
                    return Works.answer(work, run);
                });

        soon().until(() -> runs.contains(superseded));
        itIsTheTurnOfTheNext();
        assertThat(runs).containsOnlyOnce(superseded);
        assertThat(answers.facts()).noneMatch(fact -> fact.imageId().equals(superseded.imageId()));
    }

    @Test
    void aFaultOfTheStepItselfIsRetriedToo() throws Exception {
        parts.publish(Works.submitted());
        var tries = new AtomicInteger();

        take(
                1,
                (submitted, run) -> {
                    if (tries.incrementAndGet() == 1) {
                        throw new IllegalStateException("made for this test");
                    }
                    return Works.answer(submitted, run);
                });

        soon().untilAsserted(() -> assertThat(answers.facts()).hasSize(1));
    }

    @Test
    void aJobMuchLongerThanTheLockRunsOnceAndTellsItsProgress() throws Exception {
        parts.publish(Works.submitted());
        var progress = read(parts.topics.of(ImageEvent.Progressed.class));
        var runs = new AtomicInteger();

        take(
                2,
                (submitted, run) -> {
                    runs.incrementAndGet();
                    work(LOCK.multipliedBy(3), run);
                    return Works.answer(submitted, run);
                });

        soon().untilAsserted(() -> assertThat(answers.facts()).hasSize(1));
        assertThat(runs).hasValue(1);
        assertThat(progress.facts())
                .hasSizeBetween(3, 7)
                .last()
                .isInstanceOfSatisfying(
                        ImageEvent.Progressed.class,
                        last -> assertThat(last.bytesPerSecond()).isBetween(500L, 1500L));
    }

    @Test
    void aJobThatIsCancelledIsInterruptedAtOnceAndSeesWhy() throws Exception {
        var submitted = Works.submitted();
        parts.publish(submitted);
        var begun = new CountDownLatch(1);
        var cancelled = new ConcurrentLinkedQueue<Boolean>();
        take(
                1,
                (work, run) -> {
                    if (work.equals(submitted)) {
                        begun.countDown();
                        waitUntilInterrupted(run, cancelled);
                    }
                    return Works.answer(work, run);
                });
        assertThat(begun.await(15, SECONDS)).isTrue();

        parts.publish(Works.cancelled(submitted));

        await().atMost(Duration.ofMillis(500))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(cancelled).containsExactly(true));
        itIsTheTurnOfTheNext();
        assertThat(answers.facts()).noneMatch(fact -> fact.imageId().equals(submitted.imageId()));
    }

    @Test
    void workThatWasCancelledBeforeIsNotBegun() throws Exception {
        var submitted = Works.submitted();
        parts.publish(Works.cancelled(submitted), submitted);
        var runs = new ConcurrentLinkedQueue<ImageEvent>();

        take(
                1,
                (work, run) -> {
                    runs.add(work);
                    return Works.answer(work, run);
                });

        itIsTheTurnOfTheNext();
        assertThat(runs).doesNotContain(submitted);
    }

    @Test
    void workWhoseDeadlineIsOverIsNotBegun() throws Exception {
        var late = Works.submitted(Instant.now().minusSeconds(1));
        parts.publish(late);
        var runs = new ConcurrentLinkedQueue<ImageEvent>();

        take(
                1,
                (work, run) -> {
                    runs.add(work);
                    return Works.answer(work, run);
                });

        itIsTheTurnOfTheNext();
        assertThat(runs).doesNotContain(late);
    }

    @Test
    void aJobIsStoppedWhenItsDeadlineComes() throws Exception {
        parts.publish(Works.submitted(Instant.now().plusSeconds(4)));
        var cancelled = new ConcurrentLinkedQueue<Boolean>();

        take(
                1,
                (work, run) -> {
                    waitUntilInterrupted(run, cancelled);
                    return Works.answer(work, run);
                });

        soon().untilAsserted(() -> assertThat(cancelled).containsExactly(true));
    }

    @Test
    void aRecordThatIsNoFactBecomesADeadLetterAndTheNextIsDone() throws Exception {
        try (var producer = parts.clients.factProducer(Duration.ofSeconds(5))) {
            producer.send(
                            new ProducerRecord<>(
                                    parts.topics.of(ImageEvent.Submitted.class), "k", "{nonsense"))
                    .get();
        }
        var deadLetters = read("dlq." + prefix + "-ingest");

        take(1, Works::answer);

        itIsTheTurnOfTheNext();
        soon().untilAsserted(() ->
                assertThat(deadLetters.records())
                        .singleElement()
                        .satisfies(letter -> assertThat(letter.value()).isEqualTo("{nonsense")));
        assertThat(
                        parts.meters
                                .counter(
                                        "diskmill.poison.records",
                                        "topic",
                                        prefix + ".image-submitted",
                                        "group",
                                        prefix + "-ingest")
                                .count())
                .isEqualTo(1);
    }

    @Test
    void workOfAProcessThatEndsInOrderGoesToAnotherAtOnce() throws Exception {
        parts.publish(Works.submitted());
        var begun = new CountDownLatch(1);
        var cancelled = new ConcurrentLinkedQueue<Boolean>();
        var first =
                parts.queue.take(
                        ImageEvent.Submitted.class,
                        1,
                        (work, run) -> {
                            begun.countDown();
                            waitUntilInterrupted(run, cancelled);
                            return Works.answer(work, run);
                        });
        assertThat(begun.await(15, SECONDS)).isTrue();
        take(1, Works::answer);

        long before = System.nanoTime();
        first.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
        soon().untilAsserted(() -> assertThat(answers.facts()).hasSize(1));
        assertThat(cancelled).containsExactly(false);
    }

    @Test
    void aJobThatDoesNotStopIsNotWaitedForForever() throws Exception {
        var stubborn = Works.submitted();
        parts.publish(stubborn);
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        opened.add(end::countDown);
        take(
                1,
                (work, run) -> {
                    if (work.equals(stubborn)) {
                        begun.countDown();
                        awaitWhateverComes(end);
                    }
                    return Works.answer(work, run);
                });
        assertThat(begun.await(15, SECONDS)).isTrue();

        parts.publish(Works.cancelled(stubborn));

        itIsTheTurnOfTheNext();
    }

    @Test
    void aJobWhoseLeaseIsLostIsStoppedAndDoneAgain() throws Exception {
        parts.publish(Works.submitted());
        var begun = new CountDownLatch(1);
        var cancelled = new ConcurrentLinkedQueue<Boolean>();
        take(
                1,
                (work, run) -> {
                    if (begun.getCount() > 0) {
                        begun.countDown();
                        waitUntilInterrupted(run, cancelled);
                    }
                    return Works.answer(work, run);
                });
        assertThat(begun.await(15, SECONDS)).isTrue();

        new GroupSettings(parts).set(WorkKind.INGEST, "share.renew.acknowledge.enable", "false");

        soon().untilAsserted(() -> assertThat(answers.facts()).hasSize(1));
        assertThat(cancelled).containsExactly(false);
    }

    private Workers take(int concurrency, Step<ImageEvent.Submitted> step) {
        Workers workers = parts.queue.take(ImageEvent.Submitted.class, concurrency, step);
        opened.add(workers);
        return workers;
    }

    private TopicReader read(String topic) {
        var reader = new TopicReader(TestKafka.bootstrapServers(), topic);
        opened.add(reader);
        return reader;
    }

    /** Whatever was before it is over, since there is one consumer. */
    private void itIsTheTurnOfTheNext() throws InterruptedException {
        var next = Works.submitted();
        parts.publish(next);
        soon().untilAsserted(() ->
                assertThat(answers.facts())
                        .anyMatch(fact -> fact.imageId().equals(next.imageId())));
    }

    /** A thousand bytes a second. */
    private static void work(Duration time, Run run) {
        long begin = System.nanoTime();
        soon().until(() -> {
            long millis = (System.nanoTime() - begin) / 1_000_000;
            run.progress(Phase.RECEIVING, millis, null);
            return millis >= time.toMillis();
        });
    }

    private static void waitUntilInterrupted(Run run, Collection<Boolean> cancelled)
            throws InterruptedException {
        try {
            assertThat(new CountDownLatch(1).await(1, MINUTES)).isFalse();
        } finally {
            cancelled.add(run.cancelled());
        }
    }

    private static void awaitWhateverComes(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
    }
}
