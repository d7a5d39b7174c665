package diskmill.api;

import diskmill.event.ImageEvent;
import diskmill.messaging.Facts;
import diskmill.messaging.MessagingUnavailable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A broker that keeps what it is told in memory, and can be away. */
public final class SaidFacts implements Facts {

    private final List<ImageEvent> said = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    @Override
    public void publish(ImageEvent fact) {
        if (away) {
            throw new MessagingUnavailable("away", null);
        }
        said.add(fact);
    }

    public List<ImageEvent> said() {
        return said;
    }

    public void goAway() {
        away = true;
    }

    public void comeBack() {
        away = false;
    }
}
