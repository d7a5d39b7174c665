package diskmill.api.identity;

import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Slows down who guesses a user's password: after some failures the next try for that name waits one second, then two, four and
 * so on, up to sixteen. It is told to come later, not kept waiting. The count is one for all api-services and outlives each of them,
 * since it is in the database, whose clock counts; while that is away nobody can try, and every method throws a
 * {@link org.springframework.dao.DataAccessException}. A name of which nothing is known costs one small read. Threads may share it.
 */
public final class LoginDelay {

    /** Whether a name may be tried. */
    public sealed interface Turn {

        /** @param left until then; more than nothing */
        record Later(Duration left) implements Turn {}

        /** Now. How it ended is to be said once. */
        final class Now implements Turn {

            private final LoginDelay delay;
            private final byte[] key;
            private final boolean known;
            private final boolean counted;

            /**
             * @param known   whether there were failures before
             * @param counted whether it counts as failed until it is said to have succeeded
             */
            private Now(LoginDelay delay, byte[] key, boolean known, boolean counted) {
                this.delay = delay;
                this.key = key;
                this.known = known;
                this.counted = counted;
            }

            public void failed() {
                if (!counted) {
                    delay.count(key);
                }
            }

            /** Nobody knows how it would have ended. */
            public void untried() {
                if (counted) {
                    delay.giveBack(key);
                }
            }

            public void succeeded() {
                if (known) {
                    delay.forget(key);
                }
            }
        }
    }

    /** Nobody mistypes four times in a second, but scripts that start together do log in together. */
    private static final int FREE_FAILURES = 3;

    private static final int MAX_DOUBLINGS = 4;

    /** Much more than the longest wait, so that who lets a name be forgotten guesses less often than who does not. */
    private static final Duration KEEP = Duration.ofMinutes(15);

    private static final int BATCH = 5000;

    /** What one more failure makes of a row. */
    private static final String ONE_MORE =
            """
            set failures = f.failures + 1, failed_at = clock_timestamp(), next_try = clock_timestamp() + make_interval(secs =>
                case when f.failures < %d then 0 else power(2, least(f.failures - %d, %d)) end)
            """
                    .formatted(FREE_FAILURES, FREE_FAILURES, MAX_DOUBLINGS);

    private record Failures(int count, Duration left) {}

    private final JdbcClient database;

    public LoginDelay(JdbcClient database) {
        this.database = database;
    }

    /** To be asked just before the name is tried, and not before a wait, in which others may have failed. */
    public Turn turn(String name) {
        byte[] key = ShortMemory.hash(name);
        Failures before = read(key).orElse(null);
        if (before == null) {
            return new Turn.Now(this, key, false, false);
        }
        if (before.left().isPositive()) {
            return new Turn.Later(before.left());
        }
        return before.count() <= FREE_FAILURES ? new Turn.Now(this, key, true, false) : claim(key);
    }

    private Optional<Failures> read(byte[] key) {
        return database.sql(
                        """
                        select failures, cast(ceil(extract(epoch from next_try - clock_timestamp()) * 1000) as bigint) as left_ms
                        from failed_logins where key = :key
                        """)
                .param("key", key)
                .query((row, _) ->
                        new Failures(
                                row.getInt("failures"), Duration.ofMillis(row.getLong("left_ms"))))
                .optional();
    }

    /** The one try after a wait is counted before it is made, so that of many at once only one is. */
    private Turn claim(byte[] key) {
        boolean mine =
                database.sql(
                                        "update failed_logins f %s where key = :key and next_try <= clock_timestamp()"
                                                .formatted(ONE_MORE))
                                .param("key", key)
                                .update()
                        > 0;
        return mine
                ? new Turn.Now(this, key, true, true)
                : new Turn.Later(
                        read(key)
                                .map(Failures::left)
                                .filter(Duration::isPositive)
                                .orElse(Duration.ofMillis(1)));
    }

    private void count(byte[] key) {
        database.sql(
                        """
                        insert into failed_logins as f (key, failures, failed_at, next_try)
                        values (:key, 1, clock_timestamp(), clock_timestamp())
                        on conflict (key) do update %s
                        """
                                .formatted(ONE_MORE))
                .param("key", key)
                .update();
    }

    private void giveBack(byte[] key) {
        database.sql(
                        "update failed_logins set failures = failures - 1, next_try = clock_timestamp() where key = :key")
                .param("key", key)
                .update();
    }

    /** Deletes some of those whose last failure is long ago, and says whether there may be more. */
    boolean forget() {
        return database.sql(
                                """
                                delete from failed_logins where key in (select key from failed_logins
                                    where failed_at < clock_timestamp() - make_interval(secs => :keep) limit :batch)
                                """)
                        .param("keep", KEEP.toSeconds())
                        .param("batch", BATCH)
                        .update()
                == BATCH;
    }

    private void forget(byte[] key) {
        database.sql("delete from failed_logins where key = :key").param("key", key).update();
    }
}
