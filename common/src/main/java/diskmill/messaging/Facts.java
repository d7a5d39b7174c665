package diskmill.messaging;

import diskmill.event.ImageEvent;
import java.util.List;

/** Says facts. Threads may share it. */
public interface Facts {

    /**
     * Returns once the broker keeps the fact. It may be heard more than once.
     *
     * @throws MessagingUnavailable if the broker did not take it in time; a retry may help
     */
    void publish(ImageEvent fact) throws InterruptedException;

    /**
     * Returns once the broker keeps them all; they are said in this order. After an exception some may have been said.
     *
     * @throws MessagingUnavailable if the broker did not take one in time; a retry of all may help
     */
    default void publishAll(List<ImageEvent> facts) throws InterruptedException {
        for (ImageEvent fact : facts) {
            publish(fact);
        }
    }
}
