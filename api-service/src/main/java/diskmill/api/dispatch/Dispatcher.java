package diskmill.api.dispatch;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.Attempts;
import diskmill.image.AttemptId;
import java.util.List;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Releases waiting imports to the ingest-workers, up to the window: the oldest first, but project by project in turn, what a project already has with them counted, so that
 * one project's thousand imports do not hold up another's first. One dispatcher at a time over all api-services, so that they do
 * not each fill the window.
 */
public final class Dispatcher {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final long LOCK = 0x6469736b_00000002L;

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final Attempts attempts;
    private final Releases releases;
    private final IntSupplier window;

    /**
     * @param window how many imports may be with the ingest-workers at once; asked before each filling
     */
    public Dispatcher(
            JdbcClient database,
            TransactionTemplate transaction,
            Attempts attempts,
            Releases releases,
            IntSupplier window) {
        this.database = database;
        this.transaction = transaction;
        this.attempts = attempts;
        this.releases = releases;
        this.window = window;
    }

    /**
     * Fills the window.
     *
     * @return how many were released
     */
    public int dispatch() {
        int places = window.getAsInt();
        return transaction.execute(status -> fill(places));
    }

    private int fill(int places) {
        // waits rather than looks away: the holder may have looked before the newest attempt was
        // there
        database.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query((row, number) -> number)
                .list();
        List<AttemptId> next =
                database.sql(
                                """
                                with free as (
                                    select greatest(0, :window - count(*)) as places from attempts
                                    where state = 'released' and method = 'web-download' and ingested is null),
                                queue as (
                                    select id, created_at,
                                           row_number() over (partition by project order by created_at, id)
                                           + (select count(*) from attempts held where held.state = 'released'
                                              and held.method = 'web-download' and held.ingested is null
                                              and held.project = attempts.project) as turn
                                    from attempts where state = 'waiting'),
                                next as (
                                    select id, turn, created_at from queue order by turn, created_at, id
                                    limit (select places from free))
                                select attempts.id from attempts join next on next.id = attempts.id
                                where attempts.state = 'waiting'
                                order by next.turn, next.created_at, next.id
                                for update of attempts skip locked
                                """)
                        .param("window", places)
                        .query((row, number) -> new AttemptId(row.getObject("id", UUID.class)))
                        .list();
        for (AttemptId id : next) {
            Attempt attempt = attempts.find(id).orElseThrow();
            releases.release(attempt);
            log.info("Image {} attempt {}: released", attempt.imageId(), id);
        }
        return next.size();
    }
}
