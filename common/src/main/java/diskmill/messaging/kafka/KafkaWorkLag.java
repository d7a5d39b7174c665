package diskmill.messaging.kafka;

import diskmill.messaging.MessagingUnavailable;
import diskmill.messaging.WorkLag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The share groups' lag, as the broker counts it (KIP-1226). Of a partition of which nothing was acknowledged yet it does not
 * count; there all records lag, since our groups begin with the first.
 */
final class KafkaWorkLag implements WorkLag, AutoCloseable {

    private final ClusterQuestions cluster;
    private final Topics topics;

    KafkaWorkLag(KafkaClients clients, Topics topics) {
        this.cluster = new ClusterQuestions(clients);
        this.topics = topics;
    }

    @Override
    public synchronized List<Lag> lags() throws InterruptedException {
        try {
            List<Lag> lags = new ArrayList<>();
            for (WorkKind kind : WorkKind.values()) {
                String group = topics.group(kind);
                String topic = topics.of(kind.fact());
                lags.add(new Lag(group, topic, lag(group, topic)));
            }
            return lags;
        } catch (ExecutionException | TimeoutException | KafkaException away) {
            throw new MessagingUnavailable("Kafka does not tell the share groups' lag", away);
        }
    }

    private long lag(String group, String topic)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<TopicPartition> partitions = cluster.partitions(List.of(topic));
        Map<TopicPartition, @Nullable SharePartitionOffsetInfo> shared =
                cluster.ask(admin ->
                        admin.listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                                .partitionsToOffsetInfo(group));
        Map<TopicPartition, Long> begins = cluster.offsets(partitions, OffsetSpec.earliest());
        return cluster.offsets(partitions, OffsetSpec.latest()).entrySet().stream()
                .mapToLong(end ->
                        lag(
                                shared.get(end.getKey()),
                                begins.getOrDefault(end.getKey(), 0L),
                                end.getValue()))
                .sum();
    }

    private static long lag(@Nullable SharePartitionOffsetInfo shared, long begin, long end) {
        if (shared == null) {
            return end - begin;
        }
        return shared.lag()
                .filter(lag -> lag >= 0)
                .orElse(end - Math.max(begin, shared.startOffset()));
    }

    @Override
    public synchronized void close() {
        cluster.close();
    }
}
