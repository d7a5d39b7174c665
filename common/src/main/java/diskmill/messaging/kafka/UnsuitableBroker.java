package diskmill.messaging.kafka;

import diskmill.start.StartRefused;
import org.jspecify.annotations.Nullable;

/** The broker is there, but not one that we can work with: waiting does not help. */
public final class UnsuitableBroker extends StartRefused {

    UnsuitableBroker(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
