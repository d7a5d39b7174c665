package diskmill.messaging.kafka;

import diskmill.event.ImageEvent;
import diskmill.messaging.WorkForce;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the members of the share groups. */
final class KafkaWorkForce implements WorkForce, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KafkaWorkForce.class);

    private static final Duration AGE = Duration.ofSeconds(2);

    private record Count(int consumers, long at) {}

    private final ClusterQuestions cluster;
    private final Topics topics;
    private final Map<WorkKind, Count> counts = new EnumMap<>(WorkKind.class);

    KafkaWorkForce(KafkaClients clients, Topics topics) {
        this.cluster = new ClusterQuestions(clients);
        this.topics = topics;
    }

    @Override
    public synchronized int consumers(Class<? extends ImageEvent.Work> fact) {
        WorkKind kind = WorkKind.of(fact);
        Count known = counts.get(kind);
        if (known != null && System.nanoTime() - known.at() < AGE.toNanos()) {
            return known.consumers();
        }
        int consumers = count(topics.group(kind));
        counts.put(kind, new Count(consumers, System.nanoTime()));
        return consumers;
    }

    private int count(String group) {
        try {
            return cluster
                    .ask(admin -> admin.describeShareGroups(List.of(group)).all())
                    .values()
                    .stream()
                    .mapToInt(description -> description.members().size())
                    .sum();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 0;
        } catch (ExecutionException | TimeoutException | KafkaException unknown) {
            log.debug("the group {} cannot be counted", group, unknown);
            return 0;
        }
    }

    @Override
    public synchronized void close() {
        cluster.close();
    }
}
