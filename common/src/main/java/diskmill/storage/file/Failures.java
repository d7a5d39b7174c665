package diskmill.storage.file;

import diskmill.storage.StoreUnavailable;
import java.io.IOException;

/** The file system's failures in the words of the port, which tell no path. The cause keeps it, for the log. */
final class Failures {

    private Failures() {}

    static StoreUnavailable reading(IOException cause) {
        return new StoreUnavailable("the object store cannot be read now", cause);
    }

    static StoreUnavailable writing(IOException cause) {
        return new StoreUnavailable(
                "the object store cannot be written now; it may be full", cause);
    }
}
