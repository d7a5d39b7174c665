package diskmill.api.applications;

import diskmill.image.ImageId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Each project's applications: names with numbers, made as they come, and the images that have them. A number never stands for another name.
 * What gives or takes takes part in the caller's transaction, which must be there. Threads may share it.
 */
public final class Applications {

    /** Between a look at what is there and its lock, a clean-up may take it away; hardly ever twice. */
    private static final int TRIES = 5;

    private static final int BATCH = 1000;

    private final JdbcClient database;
    private final KnownNames known = new KnownNames();

    Applications(JdbcClient database) {
        this.database = database;
    }

    /** The numbers of a project's applications of these names, in their order; those that are new are made. */
    public List<Long> ofNames(String project, SequencedSet<String> names) {
        String[] sorted = names.stream().sorted().toArray(String[]::new);
        for (int tried = 0; tried < TRIES; tried++) {
            database.sql(
                            """
                            insert into applications (project, name, moved_at)
                            select :project, name, clock_timestamp() from unnest(cast(:names as text[])) with ordinality wanted (name, place)
                            where not exists (select from applications there where there.project = :project and there.name = wanted.name)
                            order by place
                            on conflict (project, name) do nothing
                            """)
                    .param("project", project)
                    .param("names", sorted)
                    .update();
            Map<String, Long> held = new HashMap<>();
            database.sql(
                            """
                            select id, name from applications where project = :project and name = any(:names)
                            order by id for no key update
                            """)
                    .param("project", project)
                    .param("names", sorted)
                    .query((row, _) -> held.put(row.getString("name"), row.getLong("id")))
                    .list();
            if (held.keySet().containsAll(names)) {
                return names.stream().map(held::get).toList();
            }
        }
        throw new IllegalStateException("applications vanish as fast as they are made");
    }

    /**
     * The first of the numbers that is none of the project's applications; empty if all are. They, and those that the image has, stay as they are until the
     * transaction ends: all are locked at once, in one order, so that two that swap theirs do not wait for each other.
     */
    public Optional<Long> firstUnknown(String project, Collection<Long> ids, ImageId image) {
        Set<Long> held = new HashSet<>();
        database.sql(
                        """
                        select id, project from applications where project = :project and id = any(:ids)
                            or id = any((select applications from images where id = :image)::bigint[])
                        order by id for no key update
                        """)
                .param("project", project)
                .param("ids", ids.toArray(Long[]::new))
                .param("image", image.value())
                .query(row -> {
                    if (project.equals(row.getString("project"))) {
                        held.add(row.getLong("id"));
                    }
                });
        return ids.stream().filter(id -> !held.contains(id)).findFirst();
    }

    /** Gives an image these instead of those that it has. The caller has them from {@link #ofNames} or {@link #firstUnknown}. */
    public void give(ImageId image, List<Long> ids) {
        database.sql(
                        """
                        update applications set moved_at = clock_timestamp(), doubtful = true
                        where id in (select id from applications where id = any(:ids)
                            or id = any((select applications from images where id = :image)::bigint[]) order by id for no key update)
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .param("image", image.value())
                .update();
        database.sql("update images set applications = :ids where id = :image")
                .param("ids", ids.isEmpty() ? null : ids.toArray(Long[]::new))
                .param("image", image.value())
                .update();
    }

    /** The names of those that are there. */
    public Map<Long, String> names(Collection<Long> ids) {
        Map<Long, String> names = new HashMap<>();
        List<Long> unknown = new ArrayList<>();
        for (Long id : ids) {
            String name = known.find(id);
            if (name == null) {
                unknown.add(id);
            } else {
                names.put(id, name);
            }
        }
        if (!unknown.isEmpty()) {
            database.sql("select id, name from applications where id = any(:ids)")
                    .param("ids", unknown.toArray(Long[]::new))
                    .query(row -> {
                        names.put(row.getLong("id"), row.getString("name"));
                    });
            known.add(names);
        }
        return names;
    }

    /**
     * Deletes some that no image has any more, an hour after the last one had it, and says whether there may be more. What is given to an
     * image meanwhile is locked or has been moved, and so is passed over.
     */
    boolean forget() {
        int found =
                database.sql(
                                """
                                with doubted as (
                                    select id, exists (select from images where applications @> array[a.id]) as used
                                    from applications a where doubtful and moved_at < clock_timestamp() - interval '1 hour'
                                    limit :batch for update skip locked),
                                kept as (
                                    update applications a set doubtful = false from doubted d where a.id = d.id and used returning 1),
                                gone as (
                                    delete from applications a using doubted d where a.id = d.id and not used returning 1)
                                select (select count(*) from kept) + (select count(*) from gone)
                                """)
                        .param("batch", BATCH)
                        .query(Integer.class)
                        .single();
        return found == BATCH;
    }
}
