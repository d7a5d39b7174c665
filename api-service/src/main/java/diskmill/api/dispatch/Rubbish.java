package diskmill.api.dispatch;

import diskmill.storage.KeyPrefix;
import diskmill.storage.Leftover;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectStore;
import diskmill.storage.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deletes what nobody needs, at once and once more two minutes later, for a writer that had not yet heard. Several api-services
 * share the work. With the store away, all stays noted.
 */
public final class Rubbish {

    private static final Logger log = LoggerFactory.getLogger(Rubbish.class);
    private static final int BATCH = 50;

    /** A worker stops within seconds of a cancel, and a lost one's object appears at most as late as its last write. */
    private static final int SECOND_LOOK_SECONDS = 120;

    /** After this a collector that has taken rows counts as dead, or the store as back. */
    private static final int TAKEN_SECONDS = 60;

    private final JdbcClient database;
    private final ObjectStore store;
    private final RubbishMeters meters;

    public Rubbish(JdbcClient database, ObjectStore store, RubbishMeters meters) {
        this.database = database;
        this.store = store;
        this.meters = meters;
    }

    private record Heap(
            long id, String prefix, @Nullable String keep, @Nullable String last, int looks) {}

    /**
     * Deletes what is due.
     *
     * @return whether more may be due
     * @throws IOException if the store cannot be used now
     */
    public boolean collect() throws IOException {
        List<Heap> heaps = take();
        List<Long> emptied = new ArrayList<>();
        Exception failure = null;
        for (Heap heap : heaps) {
            try {
                empty(heap);
                emptied.add(heap.id());
            } catch (IOException | RuntimeException failed) {
                // due again in a minute, and no other has to wait for it
                failure = failed;
            }
        }
        note(emptied);
        switch (failure) {
            case null -> {}
            case IOException away -> throw away;
            case RuntimeException bad -> throw bad;
            default -> throw new IllegalStateException(failure);
        }
        return heaps.size() == BATCH;
    }

    /** In one statement for all of them, since each commit waits for the disk. */
    private void note(List<Long> emptied) {
        if (emptied.isEmpty()) {
            return;
        }
        database.sql(
                        """
                        with gone as (delete from garbage where id = any(:ids) and looks > 0)
                        update garbage set looks = 1, due_at = clock_timestamp() + make_interval(secs => :later)
                        where id = any(:ids) and looks = 0
                        """)
                .param("later", SECOND_LOOK_SECONDS)
                .param("ids", emptied.toArray(Long[]::new))
                .update();
    }

    /** No transaction stays open while the store works: a row that is taken is due again only later. */
    private List<Heap> take() {
        return database.sql(
                        """
                        update garbage set due_at = clock_timestamp() + make_interval(secs => :taken)
                        where id in (select id from garbage where due_at <= clock_timestamp() order by due_at limit :batch
                                     for update skip locked)
                        returning *
                        """)
                .param("taken", TAKEN_SECONDS)
                .param("batch", BATCH)
                .query((row, number) ->
                        new Heap(
                                row.getLong("id"),
                                row.getString("prefix"),
                                row.getString("keep"),
                                row.getString("last_key"),
                                row.getInt("looks")))
                .list();
    }

    private static @Nullable ObjectKey key(@Nullable String text) {
        return text == null ? null : new ObjectKey(text);
    }

    /** @throws IllegalArgumentException if the row names no keys of ours */
    private void empty(Heap heap) throws IOException {
        KeyPrefix prefix = new KeyPrefix(heap.prefix());
        ObjectKey keep = key(heap.keep());
        ObjectKey last = key(heap.last());
        int deleted = 0;
        for (StoredObject object : store.list(prefix)) {
            if (!object.key().equals(keep)) {
                store.delete(object.key());
                meters.deleted(true, object.size());
                deleted++;
            }
        }
        for (Leftover leftover : store.leftovers(prefix)) {
            if (!leftover.key().equals(keep)) {
                store.delete(leftover.key());
                meters.deleted(false, 0);
                deleted++;
            }
        }
        if (last != null && !last.equals(keep)) {
            store.delete(last);
        }
        if (deleted > 0) {
            log.info("Deleted {} objects below {}", deleted, prefix);
        }
    }
}
