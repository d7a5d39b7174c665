package diskmill.api.database;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Lets a migration take as long as it takes: the limit for an answer is meant for requests, and with millions of images one index may
 * be longer at work. The pool gives the connection its limit back.
 */
final class UnhurriedMigrations implements Callback {

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            context.getConnection().setNetworkTimeout(Runnable::run, 0);
        } catch (SQLException failed) {
            throw new FlywayException("The limit for an answer could not be lifted.", failed);
        }
    }

    @Override
    public String getCallbackName() {
        return "unhurried";
    }
}
