package diskmill.api.catalog;

import diskmill.api.catalog.Attempt.State;
import diskmill.event.ImageEvent.Ingested;
import diskmill.event.ImageEvent.Progressed;
import diskmill.event.Phase;
import diskmill.image.AttemptId;
import diskmill.image.DiskFormat;
import diskmill.image.RejectionReason;
import diskmill.image.RunId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes attempts, within a transaction of the caller's. All times are the database's, so that the clocks of several
 * api-services need not agree. Threads may share it.
 */
public final class AttemptMoves {

    private final JdbcClient database;
    private final JsonMapper json;
    private final Rows rows;

    public AttemptMoves(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
        this.rows = new Rows(json);
    }

    /** Puts an import from an address into the queue. */
    public Attempt await(NewAttempt attempt, Duration deadline) {
        return insert(attempt, State.WAITING, null, deadline, null);
    }

    /** Begins an upload, which has a lease from its first moment. */
    public Attempt receive(NewAttempt attempt, RunId run, Duration deadline, Duration lease) {
        return insert(attempt, State.RECEIVING, run, deadline, lease);
    }

    private Attempt insert(
            NewAttempt attempt,
            State state,
            @Nullable RunId run,
            Duration deadline,
            @Nullable Duration lease) {
        return database.sql(
                        """
                        insert into attempts (id, image_id, method, state, project, user_id, request_id, source, container, claimed,
                            target, expected, phase, runs, run_id, reserved, deadline, lease_until, created_at, updated_at)
                        values (:id, :image, :method, :state, :project, :user, :request, :source, :container, :claimed,
                            :target, :expected, :phase, :runs, :run, :reserved, clock_timestamp() + make_interval(secs => :deadline),
                            clock_timestamp() + make_interval(secs => cast(:lease as double precision)),
                            clock_timestamp(), clock_timestamp())
                        returning *
                        """)
                .param("id", attempt.id().value())
                .param("image", attempt.imageId().value())
                .param("method", attempt.method().toString())
                .param("state", state.toString())
                .param("project", attempt.project())
                .param("user", attempt.user())
                .param("request", attempt.requestId())
                .param("source", Rows.word(attempt.source()))
                .param("container", attempt.container().toString())
                .param("claimed", Rows.word(attempt.claimed()))
                .param("target", Rows.word(attempt.target()))
                .param("expected", Rows.word(attempt.expected()))
                .param("phase", run == null ? null : Phase.RECEIVING.toString())
                .param("runs", run == null ? 0 : 1)
                .param("run", run == null ? null : run.value())
                .param("reserved", attempt.reserved())
                .param("deadline", seconds(deadline))
                .param("lease", lease == null ? null : seconds(lease))
                .query((row, number) -> rows.attempt(row))
                .single();
    }

    /** A sign of life of an upload; false once it has ended. */
    public boolean received(
            AttemptId id, long done, @Nullable Long total, long bytesPerSecond, Duration lease) {
        return database.sql(
                                """
                                update attempts set bytes_done = :done, bytes_total = :total, bytes_per_second = :rate,
                                    lease_until = clock_timestamp() + make_interval(secs => :lease), updated_at = clock_timestamp()
                                where id = :id and state = 'receiving'
                                """)
                        .param("done", done)
                        .param("total", total)
                        .param("rate", bytesPerSecond)
                        .param("lease", seconds(lease))
                        .param("id", id.value())
                        .update()
                > 0;
    }

    /**
     * A sign of life of a run. One that began later than the run known so far is the one whose numbers count; the older one
     * still renews the lease, since somebody is at work. The run that has brought the bytes is done, though its last progress may
     * be heard later.
     */
    public void progressed(Progressed fact, Duration lease) {
        database.sql(
                        """
                        update attempts set
                            phase = case when later then :phase else phase end,
                            bytes_done = case when later then :done else bytes_done end,
                            bytes_total = case when later then cast(:total as bigint) else bytes_total end,
                            bytes_per_second = case when later then :rate else bytes_per_second end,
                            message = case when later then coalesce(:remark, message) else message end,
                            runs = runs + case when known.run_id is distinct from :run and later then 1 else 0 end,
                            run_id = case when later then :run else attempts.run_id end,
                            lease_until = clock_timestamp() + make_interval(secs => :lease),
                            updated_at = clock_timestamp()
                        from (select id, run_id, coalesce(:run >= run_id, true) as later from attempts where id = :id) known
                        where attempts.id = known.id and ended_at is null
                            and (ingested is null or ingested ->> 'runId' <> cast(:run as text))
                        """)
                .param("phase", fact.phase().toString())
                .param("done", fact.done())
                .param("total", fact.total())
                .param("rate", fact.bytesPerSecond())
                .param("remark", fact.remark())
                .param("run", fact.runId().value())
                .param("lease", seconds(lease))
                .param("id", fact.attemptId().value())
                .update();
    }

    /**
     * Its bytes lie ready. Nobody is at work on it now, so it has no lease until a run reports.
     *
     * @return false if that was known before
     */
    public boolean ingested(Ingested fact) {
        return database.sql(
                                """
                                update attempts set ingested = cast(:ingested as jsonb), lease_until = null, releases = 1,
                                    released_at = clock_timestamp(), bytes_per_second = 0, updated_at = clock_timestamp()
                                where id = :id and ingested is null and ended_at is null
                                """)
                        .param("ingested", json.writeValueAsString(fact))
                        .param("id", fact.attemptId().value())
                        .update()
                > 0;
    }

    /** Its bytes lie ready, and wait for the import request until their time is over. */
    public void stage(Ingested fact, Duration expiry) {
        database.sql(
                        """
                        update attempts set state = 'staged', ingested = cast(:ingested as jsonb), lease_until = null,
                            bytes_per_second = 0, deadline = clock_timestamp() + make_interval(secs => :expiry),
                            updated_at = clock_timestamp()
                        where id = :id
                        """)
                .param("ingested", json.writeValueAsString(fact))
                .param("expiry", seconds(expiry))
                .param("id", fact.attemptId().value())
                .update();
    }

    /** From an upload on to the convert-workers. */
    public void release(Ingested fact) {
        database.sql(
                        """
                        update attempts set state = 'released', ingested = cast(:ingested as jsonb), target = :target,
                            lease_until = null, bytes_per_second = 0, releases = 1, released_at = clock_timestamp(),
                            updated_at = clock_timestamp()
                        where id = :id
                        """)
                .param("ingested", json.writeValueAsString(fact))
                .param("target", Rows.word(fact.target()))
                .param("id", fact.attemptId().value())
                .update();
    }

    /** From staged bytes on to the convert-workers; the attempt, as it then is, is the importer's. */
    public Attempt importStaged(
            AttemptId id,
            String project,
            String user,
            String requestId,
            @Nullable DiskFormat target,
            Duration deadline) {
        return database.sql(
                        """
                        update attempts set state = 'released', project = :project, user_id = :user, request_id = :request,
                            target = :target, deadline = clock_timestamp() + make_interval(secs => :deadline), releases = 1,
                            released_at = clock_timestamp(), updated_at = clock_timestamp()
                        where id = :id
                        returning *
                        """)
                .param("project", project)
                .param("user", user)
                .param("request", requestId)
                .param("target", Rows.word(target))
                .param("deadline", seconds(deadline))
                .param("id", id.value())
                .query((row, number) -> rows.attempt(row))
                .single();
    }

    /** Told to the workers, for the first time or again. */
    public void released(AttemptId id) {
        database.sql(
                        """
                        update attempts set state = 'released', lease_until = null, bytes_per_second = 0,
                            releases = releases + 1, released_at = clock_timestamp(), updated_at = clock_timestamp()
                        where id = :id
                        """)
                .param("id", id.value())
                .update();
    }

    /**
     * Ends it, and wakes who waits for that. Does nothing if it has ended before. What nobody has reported of a quick run is filled
     * in from what is known of its bytes. What a run has remarked stays with a success; a failure has its own sentence.
     */
    public void end(
            AttemptId id, State state, @Nullable RejectionReason reason, @Nullable String message) {
        int ended =
                database.sql(
                                """
                                update attempts set state = :state, reason = :reason, lease_until = null,
                                    message = case when :state = 'succeeded' then coalesce(:message, message) else :message end,
                                    bytes_total = case when :state = 'succeeded'
                                        then coalesce(bytes_total, cast(ingested ->> 'size' as bigint)) else bytes_total end,
                                    bytes_done = case when :state = 'succeeded'
                                        then coalesce(bytes_total, cast(ingested ->> 'size' as bigint), bytes_done) else bytes_done end,
                                    runs = case when :state = 'succeeded' or ingested is not null then greatest(runs, 1) else runs end,
                                    bytes_per_second = 0, updated_at = clock_timestamp(), ended_at = clock_timestamp()
                                where id = :id and ended_at is null
                                """)
                        .param("state", state.toString())
                        .param("reason", Rows.word(reason))
                        .param("message", message)
                        .param("id", id.value())
                        .update();
        if (ended > 0) {
            database.sql("select pg_notify('%s', :id)".formatted(ENDED_CHANNEL))
                    .param("id", id.toString())
                    .query((row, number) -> number)
                    .list();
        }
    }

    /** PostgreSQL's channel on which an attempt's id is told when it ends. */
    public static final String ENDED_CHANNEL = "diskmill_ended";

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
