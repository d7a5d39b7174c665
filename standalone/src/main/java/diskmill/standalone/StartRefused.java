package diskmill.standalone;

import org.jspecify.annotations.Nullable;

/** Standalone cannot start here. The message is a sentence for the person at the terminal. */
final class StartRefused extends RuntimeException {

    StartRefused(String message) {
        this(message, null);
    }

    StartRefused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
