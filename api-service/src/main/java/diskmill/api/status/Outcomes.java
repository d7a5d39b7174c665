package diskmill.api.status;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.AttemptMoves;
import diskmill.api.catalog.Attempts;
import diskmill.api.database.Notifications;
import diskmill.image.AttemptId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets requests wait for an attempt's end, whichever api-service hears of it: the database notifies of it, and is asked each
 * second for all who wait. Threads may share it, thousands of them.
 */
public final class Outcomes implements Notifications.Listener {

    private final Attempts attempts;
    private final Map<UUID, Set<CountDownLatch>> waiters = new ConcurrentHashMap<>();

    public Outcomes(Attempts attempts) {
        this.attempts = attempts;
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

    @Override
    public String channel() {
        return AttemptMoves.ENDED_CHANNEL;
    }

    @Override
    public void heard(String attempt) {
        release(UUID.fromString(attempt));
    }

    /** For what was told while nothing was heard. */
    @Override
    public void look(Connection connection) throws SQLException {
        if (waiters.isEmpty()) {
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
}
