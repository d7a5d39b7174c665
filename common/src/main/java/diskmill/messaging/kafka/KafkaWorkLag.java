package diskmill.messaging.kafka;

import diskmill.messaging.MessagingUnavailable;
import diskmill.messaging.WorkLag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The share groups' lag, as the broker counts it (KIP-1226). Of a partition of which nothing was acknowledged yet it does not
 * count; there all records lag, since our groups begin with the first.
 */
final class KafkaWorkLag implements WorkLag, AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final KafkaClients clients;
    private final Topics topics;
    private @Nullable Admin admin;

    KafkaWorkLag(KafkaClients clients, Topics topics) {
        this.clients = clients;
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
        List<TopicPartition> partitions =
                get(admin().describeTopics(List.of(topic)).allTopicNames()).values().stream()
                        .flatMap(described -> described.partitions().stream())
                        .map(each -> new TopicPartition(topic, each.partition()))
                        .toList();
        Map<TopicPartition, @Nullable SharePartitionOffsetInfo> shared =
                get(
                        admin().listShareGroupOffsets(
                                        Map.of(group, new ListShareGroupOffsetsSpec()))
                                .partitionsToOffsetInfo(group));
        Map<TopicPartition, Long> begins = offsets(partitions, OffsetSpec.earliest());
        return offsets(partitions, OffsetSpec.latest()).entrySet().stream()
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

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> which));
        return get(admin().listOffsets(asked).all()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, offset -> offset.getValue().offset()));
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
