package diskmill.api.catalog;

import diskmill.api.rounds.Unfinished;
import diskmill.image.AttemptId;
import diskmill.image.ImageId;
import java.util.List;
import java.util.Optional;

/** The attempts' rows. Takes part in the caller's transaction if there is one. Threads may share it. */
public final class Attempts {

    public Optional<Attempt> find(AttemptId id) {
        Unfinished.note(); throw new UnsupportedOperationException();
    }

    /** Newest first. */
    public List<Attempt> ofImage(ImageId id) {
        Unfinished.note(); throw new UnsupportedOperationException();
    }
}
