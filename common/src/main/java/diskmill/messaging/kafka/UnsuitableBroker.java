package diskmill.messaging.kafka;

import org.jspecify.annotations.Nullable;

/** The broker is there, but not one that we can work with: waiting does not help. */
public final class UnsuitableBroker extends RuntimeException {

    UnsuitableBroker(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
