package diskmill.api.database;

import diskmill.start.AwaitedServer;
import diskmill.start.StartRefused;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Work on the database before the process is ready. A database that is away is waited for, and so are others who work on it; one that
 * refuses us ends the start with a sentence.
 */
public final class DatabaseAtStart {

    private static final Set<String> PASSING = Set.of("53300", "40P01", "55P03");

    private static final AwaitedServer database =
            new AwaitedServer("PostgreSQL", DatabaseAtStart::isAway);

    private DatabaseAtStart() {}

    /**
     * Does the work, from its beginning again where the database went away in the middle of it, or others stood in its way.
     *
     * @throws StartRefused if the database refuses our user, or there is none of its name
     */
    public static void run(Runnable work) {
        try {
            database.ask(() -> {
                work.run();
                return true;
            });
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartRefused("The wait for PostgreSQL was interrupted.", interrupted);
        } catch (Exception failed) {
            String refusal = refusal(failed);
            if (refusal != null) {
                throw new StartRefused(refusal, failed);
            }
            throw failed instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException(failed);
        }
    }

    /**
     * By SQL's classes of states: 08 no connection, 57P going down or coming up, 53300 too many connections. 40P01 a deadlock and 55P03 a
     * lock that was not to be had in time: of two that migrate and serve at once the migration gives way, and comes again.
     */
    static boolean isAway(Exception failed) {
        return refusal(failed) == null
                && (states(failed)
                                .anyMatch(state ->
                                        state.startsWith("08")
                                                || state.startsWith("57P")
                                                || PASSING.contains(state))
                        || causes(failed)
                                .anyMatch(SQLTransientConnectionException.class::isInstance));
    }

    /** Class 28: the user or the password is wrong; 3D000: there is no such database; 42501: the user may not do it. */
    private static @Nullable String refusal(Exception failed) {
        return states(failed)
                .map(state ->
                        switch (state) {
                            case "28000", "28P01" ->
                                    "PostgreSQL refuses our user: check spring.datasource.username and spring.datasource.password, and the server's pg_hba.conf.";
                            case "3D000" ->
                                    "There is no database of the name in spring.datasource.url; "
                                            + DatabaseCheck.MAKE_IT;
                            case "42501" ->
                                    "PostgreSQL's user of ours may not make tables: let it own the database (alter database NAME owner to USER).";
                            default -> "";
                        })
                .filter(sentence -> !sentence.isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static Stream<String> states(Throwable failed) {
        return causes(failed)
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getSQLState())
                .filter(state -> state != null);
    }

    private static Stream<Throwable> causes(Throwable failed) {
        return Stream.iterate(failed, cause -> cause != null, Throwable::getCause);
    }
}
