package diskmill.start;

import org.jspecify.annotations.Nullable;

/** A process cannot start as it was set up, and waiting does not help. The message is a sentence that says what to do. */
public class StartRefused extends IllegalStateException {

    public StartRefused(String sentence) {
        this(sentence, null);
    }

    public StartRefused(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
