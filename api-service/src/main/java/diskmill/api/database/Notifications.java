package diskmill.api.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what PostgreSQL notifies of, on one connection of its own, for all who listen in this process. */
public final class Notifications implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Notifications.class);
    private static final int POLL_MILLIS = 1_000;
    private static final int VALID_SECONDS = 5;

    /** A connection that answers nothing for this long counts as gone. */
    private static final int NETWORK_MILLIS = 15_000;

    /** Who listens. All calls come from one thread, so none may take long. */
    public interface Listener {

        /** A plain lower-case word. */
        String channel();

        /** From here on everything is heard; what was told before may have been missed. Comes again after each {@link #lost}. */
        default void begun() {}

        /** From here on nothing is heard. */
        default void lost() {}

        void heard(String payload);

        /** Comes when it has begun, and each second after, with a connection for a look of one's own. */
        default void look(Connection connection) throws SQLException {}
    }

    /** Opens a connection to the database that no pool knows. The caller closes it. */
    @FunctionalInterface
    public interface Opening {

        Connection open() throws SQLException;
    }

    private final Opening opening;
    private final List<Listener> listeners;
    private final Thread thread;
    private volatile boolean closed;
    private boolean told; // by its own thread alone

    public Notifications(Opening opening, List<? extends Listener> listeners) {
        this.opening = opening;
        this.listeners = List.copyOf(listeners);
        this.thread = Thread.ofPlatform().daemon().name("notifications").unstarted(this::run);
    }

    /** Begins to listen. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try (Connection connection = opening.open()) {
                listen(connection);
            } catch (SQLException | RuntimeException away) {
                if (!told && !closed) {
                    log.warn(
                            "The database's notifications cannot be heard, and are tried again: {}",
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
            for (Listener listener : listeners) {
                statement.execute("listen " + listener.channel());
            }
        }
        if (told) {
            log.info("The database's notifications are heard again");
            told = false;
        }
        listeners.forEach(Listener::begun);
        try {
            hear(connection, connection.unwrap(PGConnection.class));
        } finally {
            listeners.forEach(Listener::lost);
        }
    }

    private void hear(Connection connection, PGConnection source) throws SQLException {
        look(connection);
        long lookedAt = System.nanoTime();
        while (!closed) {
            PGNotification[] heard = source.getNotifications(POLL_MILLIS);
            for (PGNotification notification : heard == null ? new PGNotification[0] : heard) {
                tell(notification);
            }
            if (System.nanoTime() - lookedAt >= TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS)) {
                look(connection);
                lookedAt = System.nanoTime();
            }
        }
    }

    private void tell(PGNotification notification) {
        for (Listener listener : listeners) {
            if (listener.channel().equals(notification.getName())) {
                listener.heard(notification.getParameter());
            }
        }
    }

    /** It also shows whether the connection is still there. */
    private void look(Connection connection) throws SQLException {
        if (!connection.isValid(VALID_SECONDS)) {
            throw new SQLException("the connection is gone");
        }
        for (Listener listener : listeners) {
            listener.look(connection);
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

    /** Ends within about a second. */
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
