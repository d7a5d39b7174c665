package diskmill.api.outbox;

import diskmill.event.ImageEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Facts to be said, written in the transaction that they tell of. Threads may share it. */
public final class Outbox {

    private final JdbcClient database;
    private final JsonMapper json;
    private final Runnable wakeRelay;

    /**
     * @param wakeRelay called after each commit that added facts
     */
    public Outbox(JdbcClient database, JsonMapper json, Runnable wakeRelay) {
        this.database = database;
        this.json = json;
        this.wakeRelay = wakeRelay;
    }

    /**
     * Says the fact once the caller's transaction has committed.
     *
     * @throws IllegalStateException outside a transaction, since the fact would tell of something that may not have happened
     */
    public void add(ImageEvent fact) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            throw new IllegalStateException(
                    "a fact is written in the transaction that it tells of");
        }
        database.sql("insert into outbox (payload) values (:payload)")
                .param("payload", json.writerFor(ImageEvent.class).writeValueAsString(fact))
                .update();
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        wakeRelay.run();
                    }
                });
    }
}
