package diskmill.messaging;

import diskmill.event.ImageEvent;

/** Says facts. Threads may share it. */
public interface Facts {

    /**
     * Returns once the broker keeps the fact. It may be heard more than once.
     *
     * @throws MessagingUnavailable if the broker did not take it in time; a retry may help
     */
    void publish(ImageEvent fact) throws InterruptedException;
}
