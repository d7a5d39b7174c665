package diskmill.messaging;

import java.util.List;

/** How much work lies with the broker: said, and by nobody acknowledged as done. */
public interface WorkLag {

    /**
     * Of one kind of work.
     *
     * @param group   of those who share it
     * @param topic   that it lies in
     * @param records how many, those under way included
     */
    record Lag(String group, String topic, long records) {}

    /** @throws MessagingUnavailable if the broker does not tell now */
    List<Lag> lags() throws InterruptedException;
}
