package diskmill.messaging.kafka;

import diskmill.event.ImageEvent;
import diskmill.messaging.BrokerProbe;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the cluster whether it is there; and, the first time that it is, how far the facts reach then, so that it can tell when
 * the group that moves the statuses, whose members may be in any process, has heard them all.
 */
final class KafkaBrokerProbe implements BrokerProbe, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KafkaBrokerProbe.class);

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration AGE = Duration.ofSeconds(2);

    /** A partition whose facts nobody can read must not hold up for ever what waits for them. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final List<Class<? extends ImageEvent>> HEARD =
            List.of(
                    ImageEvent.Ingested.class,
                    ImageEvent.Converted.class,
                    ImageEvent.Rejected.class,
                    ImageEvent.Progressed.class);

    private final KafkaClients clients;
    private final Topics topics;
    private @Nullable Admin admin;
    private @Nullable Standing known;
    private long knownAt;

    /** The offsets that are still to be reached; null until it is known how far the facts reach. */
    private @Nullable Map<TopicPartition, Long> due;

    private long dueSince;

    KafkaBrokerProbe(KafkaClients clients, Topics topics) {
        this.clients = clients;
        this.topics = topics;
    }

    @Override
    public synchronized Standing standing() {
        Standing seen = known;
        if (seen == null || System.nanoTime() - knownAt >= AGE.toNanos()) {
            seen = look();
            known = seen;
            knownAt = System.nanoTime();
        }
        return seen;
    }

    private Standing look() {
        try {
            get(admin().describeCluster().nodes());
            Map<TopicPartition, Long> missing = due;
            if (missing == null) {
                missing = reach();
                dueSince = System.nanoTime();
            }
            due = missing.isEmpty() ? missing : withoutHeard(missing);
            boolean waited = System.nanoTime() - dueSince > PATIENCE.toNanos();
            return due.isEmpty() || waited ? Standing.CURRENT : Standing.BEHIND;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Standing.AWAY;
        } catch (ExecutionException | TimeoutException | KafkaException away) {
            log.debug("Kafka does not answer", away);
            due = null;
            return Standing.AWAY;
        }
    }

    /** Where the facts end now, of every partition that has any. */
    private Map<TopicPartition, Long> reach()
            throws ExecutionException, InterruptedException, TimeoutException {
        List<String> names = HEARD.stream().map(topics::of).toList();
        List<TopicPartition> partitions =
                get(admin().describeTopics(names).allTopicNames()).values().stream()
                        .flatMap(topic ->
                                topic.partitions().stream()
                                        .map(partition ->
                                                new TopicPartition(
                                                        topic.name(), partition.partition())))
                        .toList();
        Map<TopicPartition, Long> begins = offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = new HashMap<>(offsets(partitions, OffsetSpec.latest()));
        ends.entrySet().removeIf(end -> end.getValue() <= begins.getOrDefault(end.getKey(), 0L));
        return ends;
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> which));
        return get(admin().listOffsets(asked).all()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, offset -> offset.getValue().offset()));
    }

    private Map<TopicPartition, Long> withoutHeard(Map<TopicPartition, Long> missing)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, @Nullable OffsetAndMetadata> heard =
                get(
                        admin().listConsumerGroupOffsets(topics.statusGroup())
                                .partitionsToOffsetAndMetadata());
        Map<TopicPartition, Long> left = new HashMap<>(missing);
        left.entrySet()
                .removeIf(end -> {
                    OffsetAndMetadata place = heard.get(end.getKey());
                    return place != null && place.offset() >= end.getValue();
                });
        return left;
    }

    private static <T> T get(KafkaFuture<T> answer)
            throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Admin admin() {
        if (admin == null) {
            admin = clients.admin();
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(LIMIT);
        }
    }
}
