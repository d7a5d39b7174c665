package diskmill.api.dispatch;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.AttemptSettings;
import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageMoves;
import diskmill.api.status.Endings;
import diskmill.image.AttemptId;
import diskmill.image.ImageId;
import diskmill.image.RejectionReason;
import diskmill.messaging.BrokerProbe;
import diskmill.messaging.BrokerProbe.Standing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends, or begins again, what has run out of time, so that no attempt stays for ever in the middle. An outage of ours is never
 * held against an attempt: the time in which nobody looked, or in which the broker was away, is added to every deadline, and every
 * lease begins anew. Nothing is ended, and nothing released again, before the facts of that time are heard.
 */
public final class Reconciler {

    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
    private static final long LOCK = 0x6469736b_00000003L;
    private static final int BATCH = 500;

    /** What the clock, the database's, says of an attempt. */
    private enum Due {
        NOTHING,
        /** Its deadline is over. */
        DEADLINE,
        /** Its upload has no sign of life. */
        BROKEN_UPLOAD,
        /** Its run has no sign of life; or none has ever shown one, although nobody works on what was released before it. */
        SILENT
    }

    private static final String DUE =
            """
            case when ended_at is not null then 'NOTHING'
                 when deadline < clock_timestamp() then 'DEADLINE'
                 when state = 'receiving' and lease_until < clock_timestamp() then 'BROKEN_UPLOAD'
                 when state = 'released' and lease_until < clock_timestamp() then 'SILENT'
                 when state = 'released' and lease_until is null
                      and released_at + make_interval(secs => :unheard * power(2, least(releases, 6) - 1)) < clock_timestamp()
                      and not exists (select from attempts other where other.ended_at is null and other.state = 'released'
                          and (other.ingested is null) = (attempts.ingested is null)
                          and other.lease_until >= clock_timestamp() and other.released_at <= attempts.released_at)
                 then 'SILENT'
                 else 'NOTHING' end
            """;

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final ImageMoves images;
    private final Attempts attempts;
    private final Endings endings;
    private final Releases releases;
    private final AttemptSettings times;
    private final DispatchSettings settings;
    private final MeterRegistry meters;
    private final BrokerProbe broker;
    private boolean started;

    public Reconciler(
            JdbcClient database,
            TransactionTemplate transaction,
            ImageMoves images,
            Attempts attempts,
            Endings endings,
            Releases releases,
            AttemptSettings times,
            DispatchSettings settings,
            MeterRegistry meters,
            BrokerProbe broker) {
        this.database = database;
        this.transaction = transaction;
        this.images = images;
        this.attempts = attempts;
        this.endings = endings;
        this.releases = releases;
        this.times = times;
        this.settings = settings;
        this.meters = meters;
        this.broker = broker;
    }

    private record Overdue(ImageId image, AttemptId attempt) {}

    /**
     * Looks over all open attempts. For one thread.
     *
     * @return whether more are due than one pass takes
     */
    public boolean reconcile() {
        boolean heard = broker.standing() == Standing.CURRENT;
        List<Overdue> due = transaction.execute(status -> look(heard));
        started = true;
        RuntimeException failure = null;
        for (Overdue overdue : due) {
            try {
                transaction.executeWithoutResult(status -> settle(overdue));
            } catch (RuntimeException oneFailed) {
                log.warn(
                        "Image {} attempt {}: not settled: {}",
                        overdue.image(),
                        overdue.attempt(),
                        oneFailed.toString());
                failure = oneFailed;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return due.size() == BATCH;
    }

    private List<Overdue> look(boolean heard) {
        if (!database.sql("select pg_try_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single()) {
            return List.of();
        }
        forgiveOutage(heard);
        if (!heard) {
            return List.of();
        }
        return database.sql(
                        "select image_id, id from attempts where ended_at is null and (%s) <> 'NOTHING' limit :batch"
                                .formatted(DUE))
                .param("unheard", seconds(settings.unheard()))
                .param("batch", BATCH)
                .query((row, number) ->
                        new Overdue(
                                new ImageId(row.getObject("image_id", UUID.class)),
                                new AttemptId(row.getObject("id", UUID.class))))
                .list();
    }

    private void forgiveOutage(boolean heard) {
        double gap =
                database.sql(
                                """
                                with before as (select last_pass from reconciliation)
                                insert into reconciliation (last_pass) values (clock_timestamp())
                                on conflict (only_row) do update set last_pass = excluded.last_pass
                                returning coalesce(extract(epoch from last_pass - (select last_pass from before)), 0)
                                """)
                        .query(Double.class)
                        .single();
        boolean outage = gap > seconds(settings.outage()) || !heard;
        if (outage) {
            extendDeadlines(gap);
        }
        if (outage || !started) {
            restartLeases();
        }
    }

    private void extendDeadlines(double gap) {
        int extended =
                database.sql(
                                """
                                update attempts set deadline = deadline + make_interval(secs => :gap),
                                    released_at = released_at + make_interval(secs => :gap)
                                where ended_at is null
                                """)
                        .param("gap", gap)
                        .update();
        if (extended > 0 && gap > seconds(settings.outage())) {
            log.warn("After an outage of {} s, {} open attempts get that time back", gap, extended);
        }
    }

    private void restartLeases() {
        database.sql(
                        """
                        update attempts set lease_until = clock_timestamp() + make_interval(secs =>
                            case when state = 'receiving' then :uploadLease else :lease end)
                        where ended_at is null and lease_until is not null
                        """)
                .param("uploadLease", seconds(times.uploadLease()))
                .param("lease", seconds(times.lease()))
                .update();
    }

    /** Looks again, now that nobody else moves the image: a sign of life may have come meanwhile. */
    private void settle(Overdue overdue) {
        Optional<Image> image = images.lock(overdue.image());
        Attempt attempt = attempts.find(overdue.attempt()).orElseThrow();
        if (image.filter(found -> attempt.id().equals(found.attempt())).isEmpty()) {
            return;
        }
        Due due =
                database.sql("select %s from attempts where id = :id".formatted(DUE))
                        .param("unheard", seconds(settings.unheard()))
                        .param("id", attempt.id().value())
                        .query((row, number) -> Due.valueOf(row.getString(1)))
                        .single();
        switch (due) {
            case NOTHING -> {}
            case DEADLINE ->
                    endings.fail(attempt, RejectionReason.DEADLINE_EXCEEDED, sentence(attempt));
            case BROKEN_UPLOAD -> {
                lostLease("upload");
                endings.fail(
                        attempt,
                        RejectionReason.INTERRUPTED,
                        "The upload broke off; upload the image again.");
            }
            case SILENT -> {
                lostLease("run");
                releases.release(attempt);
            }
        }
        if (due != Due.NOTHING) {
            log.info("Image {} attempt {}: {}", attempt.imageId(), attempt.id(), due);
        }
    }

    private void lostLease(String kind) {
        meters.counter("diskmill.leases.lost", "kind", kind).increment();
    }

    private static String sentence(Attempt attempt) {
        return attempt.state() == Attempt.State.STAGED
                ? "The staged bytes were not imported in time; upload them again."
                : "The attempt took longer than its deadline allows; try again, or ask the operator.";
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
