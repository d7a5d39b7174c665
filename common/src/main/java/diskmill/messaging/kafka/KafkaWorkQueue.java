package diskmill.messaging.kafka;

import diskmill.event.ImageEvent;
import diskmill.messaging.Step;
import diskmill.messaging.WorkQueue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work by Kafka's share groups (KIP-932): each piece is a record that one consumer holds under a lease, renewed for as long as
 * the job takes.
 */
final class KafkaWorkQueue implements WorkQueue {

    private final WorkParts parts;

    KafkaWorkQueue(WorkParts parts) {
        this.parts = parts;
    }

    @Override
    public <W extends ImageEvent.Work> Workers take(Class<W> kind, int concurrency, Step<W> step) {
        if (concurrency < 1) {
            throw new IllegalArgumentException("no work is done by " + concurrency + " workers");
        }
        var consumers = new ArrayList<WorkConsumer<W>>();
        var finished = new FinishedWork();
        for (int i = 0; i < concurrency; i++) {
            consumers.add(new WorkConsumer<>(parts, kind, step, finished));
        }
        return new ShareWorkers(WorkKind.of(kind), List.copyOf(consumers), parts.meters());
    }

    private static final class ShareWorkers implements Workers {

        private static final Logger log = LoggerFactory.getLogger(ShareWorkers.class);

        /** More than all the limits of one consumer's end together. */
        private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

        private final List<? extends WorkConsumer<?>> consumers;
        private final List<Thread> threads;
        private final MeterRegistry meters;
        private final Gauge running;

        ShareWorkers(
                WorkKind kind, List<? extends WorkConsumer<?>> consumers, MeterRegistry meters) {
            this.consumers = consumers;
            this.meters = meters;
            this.running =
                    Gauge.builder("diskmill.work.running", this, ShareWorkers::busy)
                            .description("Pieces of work that this process is at")
                            .tag("kind", kind.toString())
                            .register(meters);
            this.threads =
                    consumers.stream()
                            .map(consumer ->
                                    Thread.ofPlatform()
                                            .name(kind + "-consumer-", 0)
                                            .start(consumer))
                            .toList();
        }

        @Override
        public int busy() {
            return (int) consumers.stream().filter(WorkConsumer::busy).count();
        }

        @Override
        public void close() {
            meters.remove(running);
            consumers.forEach(WorkConsumer::close);
            long end = System.nanoTime() + CLOSE_LIMIT.toNanos();
            try {
                for (Thread thread : threads) {
                    Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
                    if (!thread.join(left)) {
                        log.warn("{} does not end; it is left behind", thread.getName());
                        thread.interrupt();
                    }
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
