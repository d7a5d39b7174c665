package diskmill.messaging.kafka;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.embedded.EmbeddedKafka;
import diskmill.event.ImageEvent;
import diskmill.testkit.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of work when a process dies in the middle of it. */
class WorkRedeliveryTest {

    @Test
    void workOfAKilledProcessIsTakenOverLongBeforeItsLockIsOver() throws Exception {
        String servers = TestKafka.bootstrapServers();
        String prefix = TestKafka.newPrefix();
        Duration lock = Duration.ofSeconds(30);
        try (var parts = new MessagingParts(servers, prefix, lock)) {
            parts.publish(Works.submitted());
            try (var answers = new TopicReader(servers, prefix + ".image-rejected");
                    var worker = WorkerProcess.atWork(servers, prefix, lock);
                    var _ = parts.queue.take(ImageEvent.Submitted.class, 1, Works::answer)) {

                worker.kill();

                await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(() -> assertThat(answers.facts()).hasSize(1));
            }
        }
    }

    @Test
    void workSurvivesARestartOfTheBroker(@TempDir Path folder) throws Exception {
        var broker = EmbeddedKafka.start(folder, 0);
        try (var parts =
                new MessagingParts(broker.bootstrapServers(), "p", Duration.ofSeconds(4))) {
            parts.publish(Works.submitted());
            var begun = new CountDownLatch(1);
            var end = new CountDownLatch(1);
            var runs = new AtomicInteger();
            try (var _ =
                    parts.queue.take(
                            ImageEvent.Submitted.class,
                            1,
                            (work, run) -> {
                                runs.incrementAndGet();
                                begun.countDown();
                                end.await();
                                return Works.answer(work, run);
                            })) {
                assertThat(begun.await(15, SECONDS)).isTrue();

                broker.close();
                broker = EmbeddedKafka.start(folder, broker.port());
                end.countDown();

                try (var answers = new TopicReader(broker.bootstrapServers(), "p.image-rejected")) {
                    await().atMost(Duration.ofSeconds(30))
                            .untilAsserted(() -> assertThat(answers.facts()).isNotEmpty());
                    parts.publish(Works.submitted());
                    await().atMost(Duration.ofSeconds(30))
                            .untilAsserted(() ->
                                    assertThat(answers.facts())
                                            .extracting(ImageEvent::imageId)
                                            .doesNotHaveDuplicates()
                                            .hasSize(2));
                }
            }
        } finally {
            broker.close();
        }
    }
}
