package diskmill.embedded;

import org.jspecify.annotations.Nullable;

/** An embedded server cannot run as it was asked to; the message is a sentence that says what to do. */
public final class EmbeddedServerFailed extends RuntimeException {

    EmbeddedServerFailed(String message) {
        this(message, null);
    }

    EmbeddedServerFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
