package diskmill.api.dispatch;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.Attempts;
import diskmill.image.AttemptId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Releases waiting imports to the ingest-workers, up to the window: the oldest first, but project by project in turn, what a
 * project already has with them counted, so that one project's thousand imports do not hold up another's first. One dispatcher at
 * a time over all api-services, so that they do not each fill the window.
 */
public final class Dispatcher {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final long LOCK = 0x6469736b_00000002L;

    /** So long a row that could not be released is left out, and keeps no place from the others. */
    private static final Duration ASIDE = Duration.ofMinutes(1);

    /** Each list below is as long as the window at most, however long the queue is. */
    private static final String NEXT =
            """
            with recursive busy as (
                select project, count(*) filter (where ingested is null) as held, count(*) as running
                from attempts where ended_at is null and state = 'released' and method = 'web-download' group by project),
            free as (
                select cast(greatest(0, least(:places - coalesce(sum(held), 0), :running - coalesce(sum(running), 0))) as bigint) as places
                from busy),
            projects as (
                (select project from attempts where state = 'waiting' order by project limit 1)
                union all
                select (select project from attempts where state = 'waiting' and project > projects.project
                        order by project limit 1)
                from projects where projects.project is not null),
            queue as (
                select next.id, next.created_at, next.place + coalesce(busy.held, 0) as turn
                from projects
                cross join lateral (
                    select id, created_at, row_number() over (order by created_at, id) as place from attempts
                    where state = 'waiting' and attempts.project = projects.project and id <> all(:aside)
                    order by created_at, id limit :places) next
                left join busy on busy.project = projects.project
                where next.place + coalesce(busy.held, 0) <= :placesOfOne
                  and next.place + coalesce(busy.running, 0) <= :runningOfOne),
            next as (
                select id, turn, created_at from queue order by turn, created_at, id limit (select places from free))
            select attempts.id from attempts join next on next.id = attempts.id
            where attempts.state = 'waiting'
            order by next.turn, next.created_at, next.id
            for update of attempts skip locked
            """;

    /**
     * How much may be out at once.
     *
     * @param places       with the ingest-workers, at work or lying ready
     * @param placesOfOne  of them, one project's
     * @param running      with any worker, from the release to the end
     * @param runningOfOne of them, one project's
     */
    public record Window(int places, int placesOfOne, int running, int runningOfOne) {}

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final TransactionTemplate oneRow;
    private final Attempts attempts;
    private final Releases releases;
    private final Supplier<Window> window;
    private final Map<UUID, Long> aside = new HashMap<>();

    /** @param window asked before each filling */
    public Dispatcher(
            JdbcClient database,
            TransactionTemplate transaction,
            Attempts attempts,
            Releases releases,
            Supplier<Window> window) {
        this.database = database;
        this.transaction = transaction;
        this.oneRow =
                new TransactionTemplate(
                        Objects.requireNonNull(transaction.getTransactionManager()),
                        new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_NESTED));
        this.attempts = attempts;
        this.releases = releases;
        this.window = window;
    }

    /**
     * Fills the window. For one thread.
     *
     * @return how many were released
     */
    public int dispatch() {
        Window now = window.get();
        aside.values().removeIf(since -> System.nanoTime() - since > ASIDE.toNanos());
        return transaction.execute(status -> fill(now));
    }

    private int fill(Window most) {
        // waits rather than looks away: the holder may have looked before the newest attempt was
        // there
        database.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query((row, number) -> number)
                .list();
        List<AttemptId> next =
                database.sql(NEXT)
                        .param("places", most.places())
                        .param("placesOfOne", most.placesOfOne())
                        .param("running", most.running())
                        .param("runningOfOne", most.runningOfOne())
                        .param("aside", aside.keySet().toArray(UUID[]::new))
                        .query((row, number) -> new AttemptId(row.getObject("id", UUID.class)))
                        .list();
        int released = 0;
        for (AttemptId id : next) {
            if (release(id)) {
                released++;
            }
        }
        return released;
    }

    /** Undone alone where it fails, so that one bad row holds up nobody else's import. */
    private boolean release(AttemptId id) {
        try {
            oneRow.executeWithoutResult(status -> {
                Attempt attempt = attempts.find(id).orElseThrow();
                releases.release(attempt);
                log.info("Image {} attempt {}: released", attempt.imageId(), id);
            });
            return true;
        } catch (DataAccessException | TransactionException away) {
            throw away;
        } catch (RuntimeException bad) {
            aside.put(id.value(), System.nanoTime());
            log.error("Attempt {} cannot be released, and is set aside for a minute", id, bad);
            return false;
        }
    }
}
