package diskmill.api.health;

import diskmill.image.AttemptId;
import diskmill.image.ImageId;
import diskmill.image.RunId;
import diskmill.messaging.BrokerProbe;
import diskmill.messaging.BrokerProbe.Standing;
import diskmill.messaging.MessagingUnavailable;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectStore;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the api-service cannot take work without: database, broker, store. Threads may share it. */
public final class Dependencies {

    /** Nothing is ever there, but a store that answers so is there. */
    private static final ObjectKey NOTHING =
            ObjectKey.of(ImageId.random(), AttemptId.next(), RunId.next());

    private final List<Dependency> all;

    Dependencies(JdbcClient database, BrokerProbe broker, ObjectStore store) {
        all =
                List.of(
                        new Dependency(
                                "The database",
                                () -> database.sql("select 1").query(Integer.class).single()),
                        new Dependency("Kafka", () -> there(broker)),
                        new Dependency("The image store", () -> store.find(NOTHING)));
    }

    private static Standing there(BrokerProbe broker) {
        Standing standing = broker.standing();
        if (standing == Standing.AWAY) {
            throw new MessagingUnavailable("no broker answers", null);
        }
        return standing;
    }

    /** Whether all of them can be used, as it was at most two seconds ago. Answers within six seconds. */
    public boolean usable() {
        boolean usable = true;
        for (Dependency dependency : all) {
            usable &= dependency.usable();
        }
        return usable;
    }
}
