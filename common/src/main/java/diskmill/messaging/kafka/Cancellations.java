package diskmill.messaging.kafka;

import diskmill.event.EventJson;
import diskmill.event.ImageEvent;
import diskmill.event.UnreadableEvent;
import diskmill.image.AttemptId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which attempts nobody wants any more. Every process reads all of the topic, from its beginning, and follows it. An attempt is
 * remembered for as long as the topic's retention, by when its deadline is over. Threads may share it.
 */
public final class Cancellations implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Cancellations.class);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** How often the old ones are looked for: that goes through all, and every import adds one. */
    private static final Duration FORGET = Duration.ofMinutes(1);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private final Broker broker;
    private final EventJson json;
    private final Clock clock;
    private final String topic;
    private final Duration retention;

    private final Map<AttemptId, Instant> cancelled = new ConcurrentHashMap<>();
    private final Map<AttemptId, Set<Runnable>> watchers = new ConcurrentHashMap<>();
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Thread reader =
            Thread.ofPlatform().name("cancellations").daemon().unstarted(this::follow);
    private volatile boolean closed;

    Cancellations(
            KafkaClients clients,
            Broker broker,
            EventJson json,
            Clock clock,
            Topics topics,
            Duration retention) {
        this.clients = clients;
        this.broker = broker;
        this.json = json;
        this.clock = clock;
        this.topic = topics.of(ImageEvent.Cancelled.class);
        this.retention = retention;
    }

    /**
     * Whether all is known that was cancelled before this call's process began to read. Begins to read where nobody has asked
     * before.
     *
     * @param limit how long to wait for it
     */
    public boolean awaitCaughtUp(Duration limit) throws InterruptedException {
        synchronized (reader) {
            if (reader.getState() == Thread.State.NEW && !closed) {
                reader.start();
            }
        }
        return caughtUp.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    public boolean contains(AttemptId attempt) {
        return cancelled.containsKey(attempt);
    }

    /**
     * Calls {@code onCancel} when the attempt is cancelled, at once if it is already; perhaps twice, on any thread, so it must be
     * quick. Close the answer to be called no more.
     */
    public Watch watch(AttemptId attempt, Runnable onCancel) {
        watchers.compute(
                attempt,
                (_, known) -> {
                    Set<Runnable> all = known == null ? ConcurrentHashMap.newKeySet() : known;
                    all.add(onCancel);
                    return all;
                });
        if (contains(attempt)) {
            onCancel.run();
        }
        return () ->
                watchers.computeIfPresent(
                        attempt,
                        (_, all) -> {
                            all.remove(onCancel);
                            return all.isEmpty() ? null : all;
                        });
    }

    /** Somebody who wants to be told. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    private void follow() {
        boolean told = false;
        while (!closed) {
            try {
                if (broker.await(POLL).isEmpty()) {
                    continue;
                }
                read();
            } catch (InterruptException | InterruptedException ended) {
                return;
            } catch (RuntimeException broken) {
                if (!told) {
                    log.warn("Cancellations cannot be read for now: {}", broken.getMessage());
                    told = true;
                }
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private void read() {
        try (var consumer = clients.broadcastConsumer("cancellations")) {
            var partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(each -> new TopicPartition(topic, each.partition()))
                            .toList();
            if (partitions.isEmpty()) {
                throw new UnknownTopicOrPartitionException("a broker does not know the topic yet");
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            long forgotAt = System.nanoTime();
            while (!closed) {
                var heard = consumer.poll(POLL);
                heard.forEach(this::hear);
                if (System.nanoTime() - forgotAt >= FORGET.toNanos()) {
                    forget();
                    forgotAt = System.nanoTime();
                }
                if (caughtUp.getCount() > 0 && isAt(consumer, partitions, ends)) {
                    caughtUp.countDown();
                }
            }
        }
    }

    private static boolean isAt(
            Consumer<?, ?> consumer,
            List<TopicPartition> partitions,
            Map<TopicPartition, Long> ends) {
        return partitions.stream()
                .allMatch(partition ->
                        consumer.position(partition) >= ends.getOrDefault(partition, 0L));
    }

    private void hear(ConsumerRecord<String, String> record) {
        try {
            if (json.read(record.value()) instanceof ImageEvent.Cancelled event) {
                cancelled.put(event.attemptId(), event.at());
                watchers.getOrDefault(event.attemptId(), Set.of()).forEach(Runnable::run);
            }
        } catch (UnreadableEvent unreadable) {
            log.error("The cancellation at {} is unreadable and passed over", record.offset());
        }
    }

    private void forget() {
        Instant oldest = clock.instant().minus(retention);
        cancelled.values().removeIf(at -> at.isBefore(oldest));
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException ended) {
            return false;
        }
    }

    @Override
    public void close() {
        synchronized (reader) {
            closed = true;
            if (reader.getState() == Thread.State.NEW) {
                return;
            }
        }
        try {
            reader.join(CLOSE_LIMIT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        reader.interrupt();
    }
}
