package diskmill.api.catalog;

import diskmill.event.ImageEvent.Ingested;
import diskmill.image.AttemptId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The attempts' rows, to read. Takes part in the caller's transaction if there is one. Threads may share it. */
public final class Attempts {

    private final JdbcClient database;
    private final JsonMapper json;
    private final Rows rows;

    public Attempts(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
        this.rows = new Rows(json);
    }

    public Optional<Attempt> find(AttemptId id) {
        return database.sql("select * from attempts where id = :id")
                .param("id", id.value())
                .query((row, number) -> rows.attempt(row))
                .optional();
    }

    /** Those of them that are there, by one query. */
    public Map<AttemptId, Attempt> find(Collection<AttemptId> ids) {
        Map<AttemptId, Attempt> found = new HashMap<>();
        if (ids.isEmpty()) {
            return found;
        }
        database.sql("select * from attempts where id = any(:ids)")
                .param("ids", ids.stream().map(AttemptId::value).toArray(UUID[]::new))
                .query(row -> {
                    Attempt attempt = rows.attempt(row);
                    found.put(attempt.id(), attempt);
                });
        return found;
    }

    /**
     * The waiting attempt's place in the queue, 1 for the next; empty if it does not wait. As the dispatcher takes the projects in
     * turn, each one's oldest first; what other projects have in the same turn is not counted.
     */
    public Optional<Long> place(AttemptId id) {
        return database.sql(
                        """
                        with mine as (select project, created_at, id from attempts where id = :id and state = 'waiting'),
                        held as (
                            select project, count(*) as held from attempts
                            where ended_at is null and state = 'released' and method = 'web-download' and ingested is null
                            group by project),
                        own as (
                            select count(*) as place, (select held from held where held.project = mine.project) as held
                            from mine join attempts on attempts.state = 'waiting' and attempts.project = mine.project
                                and (attempts.created_at, attempts.id) <= (mine.created_at, mine.id)
                            group by mine.project),
                        others as (
                            select project, count(*) as waiting from attempts
                            where state = 'waiting' and project <> (select project from mine) group by project)
                        select own.place + coalesce((
                            select sum(least(others.waiting,
                                greatest(0, own.place + coalesce(own.held, 0) - 1 - coalesce(held.held, 0))))
                            from others left join held on held.project = others.project), 0)
                        from own
                        """)
                .param("id", id.value())
                .query(Long.class)
                .optional();
    }

    /**
     * The fact that the attempt's bytes lie ready, with target and deadline as the attempt has them now; empty until they do.
     */
    public Optional<Ingested> ingested(Attempt attempt) {
        return database.sql("select ingested from attempts where id = :id and ingested is not null")
                .param("id", attempt.id().value())
                .query(String.class)
                .optional()
                .map(text -> asNow(json.readValue(text, Ingested.class), attempt));
    }

    private static Ingested asNow(Ingested fact, Attempt attempt) {
        return new Ingested(
                fact.imageId(),
                fact.attemptId(),
                fact.runId(),
                fact.at(),
                attempt.deadline(),
                fact.object(),
                fact.container(),
                fact.format(),
                attempt.target(),
                fact.size(),
                fact.virtualSize(),
                fact.sourceDigests(),
                fact.storedDigests(),
                fact.hash(),
                fact.limits());
    }
}
