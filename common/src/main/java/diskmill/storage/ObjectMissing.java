package diskmill.storage;

import java.io.IOException;

/** Nothing is there under the key. A retry does not help. */
public final class ObjectMissing extends IOException {

    public ObjectMissing(ObjectKey key) {
        super("no object " + key);
    }
}
