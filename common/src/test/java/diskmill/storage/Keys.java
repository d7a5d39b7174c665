package diskmill.storage;

import diskmill.image.AttemptId;
import diskmill.image.ImageId;
import diskmill.image.RunId;

/** Keys for tests. */
public final class Keys {

    private Keys() {}

    /** Of a run that nobody else has. */
    public static ObjectKey fresh() {
        return ObjectKey.of(ImageId.random(), AttemptId.next(), RunId.next());
    }
}
