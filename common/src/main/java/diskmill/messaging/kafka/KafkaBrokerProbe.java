package diskmill.messaging.kafka;

import diskmill.event.ImageEvent;
import diskmill.messaging.BrokerProbe;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
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

    private static final Duration AGE = Duration.ofSeconds(2);

    /** A partition whose facts nobody can read must not hold up for ever what waits for them. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final List<Class<? extends ImageEvent>> HEARD =
            List.of(
                    ImageEvent.Ingested.class,
                    ImageEvent.Converted.class,
                    ImageEvent.Rejected.class,
                    ImageEvent.Progressed.class);

    private final ClusterQuestions cluster;
    private final Topics topics;
    private @Nullable Standing known;
    private long knownAt;

    /** The offsets that are still to be reached; null until it is known how far the facts reach. */
    private @Nullable Map<TopicPartition, Long> due;

    private long dueSince;

    KafkaBrokerProbe(KafkaClients clients, Topics topics) {
        this.cluster = new ClusterQuestions(clients);
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
            cluster.ask(admin -> admin.describeCluster().nodes());
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
        List<TopicPartition> partitions = cluster.partitions(names);
        Map<TopicPartition, Long> begins = cluster.offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends =
                new HashMap<>(cluster.offsets(partitions, OffsetSpec.latest()));
        ends.entrySet().removeIf(end -> end.getValue() <= begins.getOrDefault(end.getKey(), 0L));
        return ends;
    }

    private Map<TopicPartition, Long> withoutHeard(Map<TopicPartition, Long> missing)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, @Nullable OffsetAndMetadata> heard =
                cluster.ask(admin ->
                        admin.listConsumerGroupOffsets(topics.statusGroup())
                                .partitionsToOffsetAndMetadata());
        Map<TopicPartition, Long> left = new HashMap<>(missing);
        left.entrySet()
                .removeIf(end -> {
                    OffsetAndMetadata place = heard.get(end.getKey());
                    return place != null && place.offset() >= end.getValue();
                });
        return left;
    }

    @Override
    public synchronized void close() {
        cluster.close();
    }
}
