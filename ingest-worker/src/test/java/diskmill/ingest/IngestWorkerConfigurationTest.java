package diskmill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.event.ImageEvent;
import diskmill.event.ImageEvent.Submitted;
import diskmill.gate.GateConfiguration;
import diskmill.intake.Intake;
import diskmill.messaging.Step;
import diskmill.messaging.WorkQueue;
import diskmill.storage.file.FileObjectStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class IngestWorkerConfigurationTest {

    @TempDir private Path folder;

    private final KeptQueue queue = new KeptQueue();
    private ApplicationContextRunner context;

    @BeforeEach
    void configure() throws IOException {
        FileObjectStore store = FileObjectStore.open(folder);
        context =
                new ApplicationContextRunner()
                        .withUserConfiguration(
                                GateConfiguration.class, IngestWorkerConfiguration.class)
                        .withBean("clock", Clock.class, Clock::systemUTC)
                        .withBean("queue", WorkQueue.class, () -> queue)
                        .withBean("store", FileObjectStore.class, () -> store)
                        .withBean("metrics", MeterRegistry.class, SimpleMeterRegistry::new)
                        .withBean("intake", Intake.class, () -> new Intake(store));
    }

    @Test
    void takesSubmittedImagesFourAtOnceByDefault() {
        context.run(it -> {
            assertThat(it).hasNotFailed();
            assertThat(queue.kind).isEqualTo(Submitted.class);
            assertThat(queue.concurrency).isEqualTo(4);
        });
    }

    @Test
    void takesAsManyAsItIsSet() {
        context.withPropertyValues("diskmill.ingest.concurrency=7")
                .run(_ -> assertThat(queue.concurrency).isEqualTo(7));
    }

    @Test
    void takesNothingMoreOnceTheContextIsClosed() {
        context.run(_ -> assertThat(queue.closed).isFalse());

        assertThat(queue.closed).isTrue();
    }

    @Test
    void aBadConcurrencyStopsTheStartWithASentence() {
        context.withPropertyValues("diskmill.ingest.concurrency=0")
                .run(it ->
                        assertThat(it)
                                .getFailure()
                                .rootCause()
                                .hasMessage("diskmill.ingest.concurrency must be at least 1."));
    }

    /** A queue without work, which keeps who asked for it. */
    private static final class KeptQueue implements WorkQueue {

        private @Nullable Class<?> kind;
        private int concurrency;
        private boolean closed;

        @Override
        public <W extends ImageEvent.Work> Workers take(
                Class<W> workKind, int atOnce, Step<W> step) {
            kind = workKind;
            concurrency = atOnce;
            return new Workers() {
                @Override
                public int busy() {
                    return 0;
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }
    }
}
