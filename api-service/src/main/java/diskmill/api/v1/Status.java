package diskmill.api.v1;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.Image;
import org.jspecify.annotations.Nullable;

/** An image's status, in the document's words. */
enum Status {
    UNRECOGNIZED,
    ACTIVED,
    SAVING,
    QUEUED,
    KILLED,
    PENDING_DELETE,
    DELETED;

    /** @param last the image's last attempt; null where there was none, or it does not matter */
    static Status of(Image image, @Nullable Attempt last) {
        return switch (image.status()) {
            case QUEUED -> last != null && last.state() == Attempt.State.FAILED ? KILLED : QUEUED;
            case SAVING, UPLOADING, IMPORTING -> SAVING;
            case ACTIVE -> ACTIVED;
            case KILLED -> KILLED;
            case PENDING_DELETE -> PENDING_DELETE;
            case DEACTIVATED -> UNRECOGNIZED;
            case DELETED -> DELETED;
        };
    }
}
