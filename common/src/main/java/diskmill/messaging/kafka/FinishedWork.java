package diskmill.messaging.kafka;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Records whose work this process has done and whose fact it has published. One whose end the broker did not hear of (it was away,
 * say) comes again, and an hour's work need not be done twice. Threads may share it.
 */
final class FinishedWork {

    /** More than are done in the time of a lease. */
    private static final int MOST = 5000;

    /** With the time, since a topic that is deleted and made again counts from nought. */
    private record Id(String topic, int partition, long offset, long timestamp) {

        static Id of(ConsumerRecord<?, ?> record) {
            return new Id(record.topic(), record.partition(), record.offset(), record.timestamp());
        }
    }

    private final Set<Id> ids = new LinkedHashSet<>();

    synchronized void add(ConsumerRecord<?, ?> record) {
        ids.add(Id.of(record));
        if (ids.size() > MOST) {
            Iterator<Id> oldest = ids.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    synchronized boolean contains(ConsumerRecord<?, ?> record) {
        return ids.contains(Id.of(record));
    }
}
