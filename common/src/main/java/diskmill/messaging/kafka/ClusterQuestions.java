package diskmill.messaging.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the cluster again and again, over a connection that is made with the first question; each answer comes in time or
 * not at all. For one thread at a time.
 */
final class ClusterQuestions implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final KafkaClients clients;
    private @Nullable Admin admin;

    ClusterQuestions(KafkaClients clients) {
        this.clients = clients;
    }

    <T> T ask(Function<Admin, KafkaFuture<T>> question)
            throws ExecutionException, InterruptedException, TimeoutException {
        Admin open = admin;
        if (open == null) {
            open = clients.admin();
            admin = open;
        }
        return question.apply(open).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    List<TopicPartition> partitions(Collection<String> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        return ask(asked -> asked.describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(topic ->
                        topic.partitions().stream()
                                .map(each -> new TopicPartition(topic.name(), each.partition())))
                .toList();
    }

    Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> which));
        return ask(asked -> asked.listOffsets(wanted).all()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, offset -> offset.getValue().offset()));
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(LIMIT);
        }
    }
}
