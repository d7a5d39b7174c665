package diskmill.messaging;

import java.io.IOException;

/**
 * Another run of the same attempt has taken over what this one had done. There is nothing to say, and nothing to do again: the
 * other's work is a record of its own, or this very one, delivered again.
 */
public final class Superseded extends IOException {

    /** @param cause by which it was noticed */
    public Superseded(Throwable cause) {
        super("another run has taken over", cause);
    }
}
