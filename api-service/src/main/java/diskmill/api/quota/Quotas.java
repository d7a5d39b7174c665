package diskmill.api.quota;

import diskmill.image.AttemptId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts what projects have, and holds requests against their limits. A claim is made in the transaction that takes what it claims: from
 * there to the commit no other claim of the same project is decided, so that two at once never pass where one would. What has no
 * limit is not counted, and nobody waits for it. Threads may share it.
 */
public final class Quotas {

    private static final String USAGE =
            """
            with own as (
                select a.id, a.method, a.state, greatest(a.reserved, coalesce((a.ingested ->> 'size')::bigint, 0),
                           case when a.phase = 'receiving' then a.bytes_done else 0 end) as bytes
                from attempts a join images i on i.id = a.image_id
                where a.ended_at is null and i.owner = :project and i.deleted_at is null
            )
            select (select count(*) from images where owner = :project and deleted_at is null) as image_count_total,
                   (select coalesce(sum(size), 0) from images where owner = :project and deleted_at is null)
                   + (select coalesce(sum(bytes), 0) from garbage where project = :project and looks = 0)
                   + (select coalesce(sum(bytes), 0) from own
                      where not (method = 'glance-direct' and state in ('receiving', 'staged'))
                        and id is distinct from cast(:except as uuid)) as image_size_total,
                   (select coalesce(sum(bytes), 0) from own
                    where method = 'glance-direct' and state in ('receiving', 'staged')
                        and id is distinct from cast(:except as uuid)) as image_stage_total,
                   (select count(*) from own) as image_count_uploading
            """;

    private final JdbcClient database;
    private final QuotaLimits limits;

    public Quotas(JdbcClient database, QuotaLimits limits) {
        this.database = database;
        this.limits = limits;
    }

    /**
     * Whether all of this fits; the first that does not otherwise. In the caller's transaction.
     *
     * @param project an image's owner; an image without one has no quota
     */
    public Optional<Excess> claim(@Nullable String project, Need... needs) {
        return claim(project, null, needs);
    }

    /** The same; what this attempt has reserved before does not count. */
    public Optional<Excess> claim(
            @Nullable String project, @Nullable AttemptId except, Need... needs) {
        if (project == null) {
            return Optional.empty();
        }
        Map<Resource, Long> used = null;
        for (Need need : needs) {
            long limit = limits.limit(project, need.resource());
            if (limit < 0) {
                continue;
            }
            if (used == null) {
                lock(project);
                used = used(project, except);
            }
            long has = used.getOrDefault(need.resource(), 0L);
            if (need.amount() == 0 ? has >= limit : need.amount() > limit - has) {
                return Optional.of(new Excess(need.resource(), limit, has, need.amount()));
            }
        }
        return Optional.empty();
    }

    /**
     * How much the project may still take of it; {@link Long#MAX_VALUE} where it has no limit.
     *
     * @param except what this attempt has does not count
     */
    public long left(@Nullable String project, AttemptId except, Resource resource) {
        if (project == null) {
            return Long.MAX_VALUE;
        }
        long limit = limits.limit(project, resource);
        return limit < 0
                ? Long.MAX_VALUE
                : Math.max(0, limit - used(project, except).getOrDefault(resource, 0L));
    }

    /** What the project has of each. */
    public Map<Resource, Long> used(String project) {
        return used(project, null);
    }

    /** {@link QuotaLimits#UNLIMITED} where there is none. */
    public long limit(String project, Resource resource) {
        return limits.limit(project, resource);
    }

    private void lock(String project) {
        database.sql(
                        "select pg_advisory_xact_lock(hashtextextended('quota ' || :project, 0))::text")
                .param("project", project)
                .query(String.class)
                .single();
    }

    private Map<Resource, Long> used(String project, @Nullable AttemptId except) {
        return database.sql(USAGE)
                .param("project", project)
                .param("except", except == null ? null : except.value())
                .query((row, _) -> {
                    Map<Resource, Long> used = new EnumMap<>(Resource.class);
                    for (Resource resource : Resource.values()) {
                        used.put(resource, row.getLong(resource.toString()));
                    }
                    return used;
                })
                .single();
    }
}
