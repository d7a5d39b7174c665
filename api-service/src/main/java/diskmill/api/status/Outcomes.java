package diskmill.api.status;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.AttemptMoves;
import diskmill.api.catalog.Attempts;
import diskmill.image.AttemptId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets requests wait for an attempt's end, whichever api-service hears of it: one connection of its own listens to the
 * database, and asks it each second for all who wait. Threads may share it, thousands of them.
 */
public final class Outcomes implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Outcomes.class);
    private static final int POLL_MILLIS = 1_000;
    private static final int VALID_SECONDS = 5;

    /** A connection that answers nothing for this long counts as gone. */
    private static final int NETWORK_MILLIS = 15_000;

    /** Opens a connection to the database that no pool knows. The caller closes it. */
    @FunctionalInterface
    public interface Listening {

        Connection open() throws SQLException;
    }

    private final Attempts attempts;
    private final Listening listening;
    private final Map<UUID, Set<CountDownLatch>> waiters = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closed;
    private boolean told; // by its own thread alone

    public Outcomes(Attempts attempts, Listening listening) {
        this.attempts = attempts;
        this.listening = listening;
        this.thread = Thread.ofPlatform().daemon().name("outcomes").unstarted(this::run);
    }

    /** Begins to listen; until then waits only end by their time. */
    public void start() {
        thread.start();
    }

    /**
     * Waits until the attempt has ended, or until the time is over: its state tells which.
     *
     * @throws IllegalArgumentException if there is no such attempt
     */
    public Attempt awaitEnd(AttemptId id, Duration atMost) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        waiters.compute(
                id.value(),
                (_, known) -> {
                    Set<CountDownLatch> set = known == null ? ConcurrentHashMap.newKeySet() : known;
                    set.add(ended);
                    return set;
                });
        try {
            // looked at only after the waiter stands there, so that no end is missed
            Attempt attempt = read(id);
            if (attempt.state().ended() || !ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                return attempt.state().ended() ? attempt : read(id);
            }
            return read(id);
        } finally {
            waiters.computeIfPresent(
                    id.value(),
                    (_, known) -> {
                        known.remove(ended);
                        return known.isEmpty() ? null : known;
                    });
        }
    }

    private Attempt read(AttemptId id) {
        return attempts.find(id)
                .orElseThrow(() -> new IllegalArgumentException("no attempt " + id));
    }

    private void run() {
        while (!closed) {
            try (Connection connection = listening.open()) {
                listen(connection);
            } catch (SQLException | RuntimeException away) {
                if (!told && !closed) {
                    log.warn(
                            "Outcomes cannot listen to the database, and tries again: {}",
                            away.toString());
                }
                told = true;
                pause();
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, NETWORK_MILLIS);
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + AttemptMoves.ENDED_CHANNEL);
        }
        PGConnection listener = connection.unwrap(PGConnection.class);
        poll(connection);
        if (told) {
            log.info("Outcomes listen to the database again");
            told = false;
        }
        long polledAt = System.nanoTime();
        while (!closed) {
            PGNotification[] heard = listener.getNotifications(POLL_MILLIS);
            for (PGNotification notification : heard == null ? new PGNotification[0] : heard) {
                release(UUID.fromString(notification.getParameter()));
            }
            if (System.nanoTime() - polledAt >= TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS)) {
                poll(connection);
                polledAt = System.nanoTime();
            }
        }
    }

    /** For what was told while this connection was not there yet; it also shows whether the connection still is. */
    private void poll(Connection connection) throws SQLException {
        if (waiters.isEmpty()) {
            if (!connection.isValid(VALID_SECONDS)) {
                throw new SQLException("the connection is gone");
            }
            return;
        }
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "select id from attempts where id = any(?) and ended_at is not null")) {
            statement.setArray(
                    1, connection.createArrayOf("uuid", waiters.keySet().toArray(UUID[]::new)));
            try (ResultSet ended = statement.executeQuery()) {
                while (ended.next()) {
                    release(ended.getObject(1, UUID.class));
                }
            }
        }
    }

    private void release(UUID attempt) {
        Set<CountDownLatch> known = waiters.get(attempt);
        if (known != null) {
            known.forEach(CountDownLatch::countDown);
        }
    }

    private void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /** Ends within about a second. Who still waits then waits out its time. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(Duration.ofSeconds(VALID_SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
