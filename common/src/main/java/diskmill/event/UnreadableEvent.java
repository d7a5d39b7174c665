package diskmill.event;

import org.jspecify.annotations.Nullable;

/** A message that is no fact of ours, or one of a newer version that this one does not know. A retry does not help. */
public final class UnreadableEvent extends RuntimeException {

    UnreadableEvent(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
