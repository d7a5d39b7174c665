package diskmill.standalone;

import java.util.Objects;
import org.springframework.boot.context.properties.bind.BindException;

/** Turns whatever ended a start into the sentence that its person can act on. */
final class StartFailure {

    private StartFailure() {}

    static String sentence(Throwable failure) {
        Throwable cause = failure;
        while (true) {
            if (cause instanceof StartRefused refused) {
                return Objects.requireNonNull(refused.getMessage());
            }
            if (cause instanceof BindException bind) {
                return "The setting %s is wrong: %s".formatted(bind.getName(), deepest(bind));
            }
            if (cause.getCause() == null) {
                return "Diskmill could not start: " + deepest(failure);
            }
            cause = cause.getCause();
        }
    }

    /** What the innermost cause says. */
    static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    }
}
