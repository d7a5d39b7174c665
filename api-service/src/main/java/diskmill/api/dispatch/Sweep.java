package diskmill.api.dispatch;

import diskmill.storage.KeyPrefix;
import diskmill.storage.Leftover;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectStore;
import diskmill.storage.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Goes through the whole store and deletes what nobody has noted as garbage: what a hung worker wrote long after it had lost its
 * attempt, or what a crash left. Beside {@link Rubbish}, which deletes what is noted, it finds little.
 *
 * <p>The store is listed first and the database asked then. So an object that is deleted belonged, when it was seen, to an
 * attempt that had ended, and was not what its image lives from; and neither ever changes back. The objects of an attempt that
 * lives are never touched, nor those of an image of which this database knows nothing: they are another's.
 */
public final class Sweep {

    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

    /** Keys that are asked about at once. A pass keeps no more in memory, whatever the store holds. */
    private static final int PAGE = 500;

    /** So many times as long as a pass took, the next one waits, so that a large store is not always being listed. */
    private static final int REST = 20;

    /** After this without a sign of life the pass of another api-service counts as dead. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration SIGN_OF_LIFE = Duration.ofMinutes(1);

    private final JdbcClient database;
    private final ObjectStore store;
    private final RubbishSettings settings;
    private final RubbishMeters meters;
    private long lastSign;

    public Sweep(
            JdbcClient database,
            ObjectStore store,
            RubbishSettings settings,
            RubbishMeters meters) {
        this.database = database;
        this.store = store;
        this.settings = settings;
        this.meters = meters;
    }

    private record Found(ObjectKey key, long bytes, Instant since, boolean whole) {}

    /**
     * Goes through the store if a pass is due, and no other api-service is at it.
     *
     * @return false: the next pass is due later
     * @throws IOException if the store cannot be used now
     */
    public boolean sweep() throws IOException {
        if (!begin()) {
            return false;
        }
        long began = System.nanoTime();
        Duration rest = Duration.ZERO;
        try {
            pass();
            rest = Duration.ofNanos(System.nanoTime() - began).multipliedBy(REST);
        } finally {
            // how long a store was waited for that did not answer says nothing of how large it is
            due(rest.compareTo(settings.sweep()) > 0 ? rest : settings.sweep());
        }
        return false;
    }

    /** Kept in the database and not by a lock, so that no transaction stays open while the store works. */
    private boolean begin() {
        return database.sql(
                                """
                                insert into sweep (due_at) values (clock_timestamp() + make_interval(secs => :lease))
                                on conflict (only_row) do update set due_at = excluded.due_at
                                where sweep.due_at <= clock_timestamp()
                                """)
                        .param("lease", LEASE.toSeconds())
                        .update()
                > 0;
    }

    private void due(Duration pause) {
        database.sql("update sweep set due_at = clock_timestamp() + make_interval(secs => :pause)")
                .param("pause", pause.toMillis() / 1000.0)
                .update();
    }

    private void pass() throws IOException {
        List<Found> page = new ArrayList<>(PAGE);
        lastSign = System.nanoTime();
        try {
            store.each(KeyPrefix.ALL, object -> add(page, of(object)));
            for (Leftover leftover : store.leftovers(KeyPrefix.ALL)) {
                add(page, of(leftover));
            }
            settle(page);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private static Found of(StoredObject object) {
        return new Found(object.key(), object.size(), object.storedAt(), true);
    }

    private static Found of(Leftover leftover) {
        return new Found(leftover.key(), 0, leftover.begunAt(), false);
    }

    private void add(List<Found> page, Found found) {
        showSignOfLife();
        if (found.since().isAfter(Instant.now().minus(settings.age()))) {
            return;
        }
        page.add(found);
        if (page.size() == PAGE) {
            try {
                settle(page);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            page.clear();
        }
    }

    private void showSignOfLife() {
        if (System.nanoTime() - lastSign > SIGN_OF_LIFE.toNanos()) {
            due(LEASE);
            lastSign = System.nanoTime();
        }
    }

    private void settle(List<Found> page) throws IOException {
        List<Integer> rubbish =
                database.sql(
                                """
                                select place from unnest(:keys, :images, :attempts) with ordinality as found(key, image, attempt, place)
                                join images on images.id = found.image
                                where images.object_key is distinct from found.key
                                  and not exists (select from attempts where attempts.id = found.attempt and attempts.ended_at is null)
                                """)
                        .param(
                                "keys",
                                page.stream()
                                        .map(found -> found.key().value())
                                        .toArray(String[]::new))
                        .param(
                                "images",
                                page.stream().map(found -> part(found, 1)).toArray(UUID[]::new))
                        .param(
                                "attempts",
                                page.stream().map(found -> part(found, 2)).toArray(UUID[]::new))
                        .query(Integer.class)
                        .list();
        for (int place : rubbish) {
            Found found = page.get(place - 1);
            showSignOfLife();
            store.delete(found.key());
            meters.deleted(found.whole(), found.bytes());
            log.info("Deleted {}, which nobody had noted as garbage", found.key());
        }
    }

    /** {@code images/<image>/<attempt>/<run>}. */
    private static UUID part(Found found, int part) {
        return UUID.fromString(found.key().value().split("/", -1)[part]);
    }
}
