package diskmill.storage.s3;

import diskmill.storage.StoreUnavailable;
import java.io.IOException;

/** What went wrong with the server, in the words of the port, which tell nothing of it. The cause does, for the log. */
final class Failures {

    private Failures() {}

    static StoreUnavailable reading(IOException cause) {
        return cause instanceof StoreUnavailable told
                ? told
                : new StoreUnavailable("the object store cannot be read now", cause);
    }

    static StoreUnavailable writing(IOException cause) {
        return switch (cause) {
            case StoreUnavailable told -> told;
            case Refused refused when refused.isUploadMissing() ->
                    new StoreUnavailable("the unfinished object was ended meanwhile", refused);
            default -> new StoreUnavailable("the object store cannot be written now", cause);
        };
    }

    static StoreUnavailable interrupted(Exception cause) {
        return new StoreUnavailable("the transfer was interrupted", cause);
    }
}
