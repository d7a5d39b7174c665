package diskmill.api.dispatch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How much waits in the database. It is counted by a round of its own, so that a scrape, or many, costs the database nothing;
 * every api-service tells the same.
 */
public final class QueueMeters {

    /** What was counted last; ages in seconds, 0 where nothing waits. */
    private record Counted(
            double waiting, double waitingAge, double running, double outbox, double outboxAge) {}

    private final JdbcClient database;
    private volatile Counted last = new Counted(0, 0, 0, 0, 0);

    public QueueMeters(JdbcClient database, MeterRegistry meters) {
        this.database = database;
        gauge(
                meters,
                "diskmill.queue.length",
                "Imports that wait to be released",
                Counted::waiting);
        gauge(
                meters,
                "diskmill.queue.age.seconds",
                "How long the oldest of them has waited",
                Counted::waitingAge);
        gauge(meters, "diskmill.queue.running", "Attempts that workers know of", Counted::running);
        gauge(meters, "diskmill.outbox.length", "Facts that wait for the broker", Counted::outbox);
        gauge(
                meters,
                "diskmill.outbox.age.seconds",
                "How long the oldest of them has waited",
                Counted::outboxAge);
    }

    private void gauge(
            MeterRegistry meters,
            String name,
            String description,
            ToDoubleFunction<Counted> value) {
        Gauge.builder(name, this, counted -> value.applyAsDouble(counted.last))
                .description(description)
                .register(meters);
    }

    /**
     * Counts.
     *
     * @return false: next time is soon enough
     */
    public boolean count() {
        last =
                database.sql(
                                """
                                select waiting.length as waiting, waiting.age as waiting_age, running.length as running,
                                       outbox.length as outbox, outbox.age as outbox_age
                                from (select count(*) as length,
                                             coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0) as age
                                      from attempts where state = 'waiting') waiting,
                                     (select count(*) as length from attempts where ended_at is null and state = 'released') running,
                                     (select count(*) as length,
                                             coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0) as age
                                      from outbox where not unreadable) outbox
                                """)
                        .query((row, number) ->
                                new Counted(
                                        row.getDouble("waiting"),
                                        row.getDouble("waiting_age"),
                                        row.getDouble("running"),
                                        row.getDouble("outbox"),
                                        row.getDouble("outbox_age")))
                        .single();
        return false;
    }
}
