package diskmill.messaging;

import org.jspecify.annotations.Nullable;

/** The broker cannot be used now. The surroundings' fault, so a later retry may help. */
public final class MessagingUnavailable extends RuntimeException {

    public MessagingUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
