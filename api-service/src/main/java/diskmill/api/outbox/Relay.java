package diskmill.api.outbox;

import diskmill.event.ImageEvent;
import diskmill.messaging.Facts;
import diskmill.messaging.MessagingUnavailable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Empties the outbox into the broker, in order, one relay at a time over all api-services. A fact is deleted only after the
 * broker keeps it, so it may be said twice.
 */
public final class Relay {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    /** The lock of the one relay: any number that nothing else in the database uses. */
    private static final long LOCK = 0x6469736b_00000001L;

    private static final int BATCH = 500;

    /** How long a relay that finds another one at work waits before it looks again. */
    private static final long OTHERS_MILLIS = 50;

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final Facts facts;
    private volatile boolean away;

    public Relay(
            JdbcClient database, TransactionTemplate transaction, JsonMapper json, Facts facts) {
        this.database = database;
        this.transaction = transaction;
        this.json = json;
        this.facts = facts;
    }

    /** Whether the broker did not take the last batch. */
    public boolean brokerAway() {
        return away;
    }

    private enum Batch {
        /** All that was there is said; what comes later wakes the relay. */
        EMPTIED,
        /** As many as are said at once, and perhaps not all. */
        FULL,
        /** Another relay holds the lock; it may have looked before the newest facts were there. */
        OTHERS
    }

    /**
     * Says what is there.
     *
     * @return whether there may be more
     * @throws MessagingUnavailable if the broker did not take it; everything is still there
     */
    public boolean relay() throws InterruptedException {
        Batch batch = transaction.execute(status -> batch());
        if (batch == Batch.OTHERS) {
            Thread.sleep(OTHERS_MILLIS);
        }
        return batch != Batch.EMPTIED;
    }

    private record Row(long id, String payload) {}

    private Batch batch() {
        if (!database.sql("select pg_try_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single()) {
            return Batch.OTHERS;
        }
        List<Row> rows =
                database.sql(
                                "select id, payload from outbox where not unreadable order by id limit :batch")
                        .param("batch", BATCH)
                        .query((row, number) ->
                                new Row(row.getLong("id"), row.getString("payload")))
                        .list();
        if (rows.isEmpty()) {
            away = false; // whoever failed at these has been followed by one who did not
            return Batch.EMPTIED;
        }
        List<Long> said = new ArrayList<>(rows.size());
        List<ImageEvent> batch = new ArrayList<>(rows.size());
        for (Row row : rows) {
            ImageEvent fact = parse(row);
            if (fact != null) {
                batch.add(fact);
                said.add(row.id());
            }
        }
        publish(batch);
        database.sql("delete from outbox where id = any(:ids)")
                .param("ids", said.toArray(Long[]::new))
                .update();
        return rows.size() == BATCH ? Batch.FULL : Batch.EMPTIED;
    }

    private @Nullable ImageEvent parse(Row row) {
        try {
            return json.readValue(row.payload(), ImageEvent.class);
        } catch (JacksonException unreadable) {
            log.error(
                    "Row {} of the outbox is no fact that this version knows; it is set aside",
                    row.id());
            database.sql("update outbox set unreadable = true where id = :id")
                    .param("id", row.id())
                    .update();
            return null;
        }
    }

    private void publish(List<ImageEvent> batch) {
        try {
            facts.publishAll(batch);
            away = false;
        } catch (MessagingUnavailable unavailable) {
            away = true;
            throw unavailable;
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the broker was asked", closed);
        }
    }
}
