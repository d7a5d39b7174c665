package diskmill.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The store cannot do it now: away, full, slow, or refusing. The surroundings' fault, so a later retry may help. */
public final class StoreUnavailable extends IOException {

    public StoreUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** For the operator's log: with the cause, which alone tells what is wrong with the store. An owner is shown neither. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the message stays what anybody may see
    public String toString() {
        return getCause() == null ? super.toString() : super.toString() + ", since: " + getCause();
    }
}
