package diskmill.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The store cannot do it now: away, full, slow, or refusing. The surroundings' fault, so a later retry may help. */
public final class StoreUnavailable extends IOException {

    public StoreUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
