package diskmill.api.v2.data;

import diskmill.api.web.Refusal;
import java.util.concurrent.Semaphore;

/** How many more uploads may come in at once. Threads may share it. */
final class UploadPlaces {

    /** Seconds; of many uploads one ends soon. */
    private static final int RETRY_AFTER = 5;

    private final Semaphore free;

    UploadPlaces(int places) {
        this.free = new Semaphore(places);
    }

    /**
     * @return what the caller closes once the upload has come in or is refused
     * @throws Refusal 503 if all are taken; nobody waits with a connection open
     */
    Place take() {
        if (!free.tryAcquire()) {
            throw Refusal.unavailable(
                    "As many uploads as this server takes at once are coming in; send it again in a few seconds.",
                    RETRY_AFTER);
        }
        return new Place(free);
    }

    int left() {
        return free.availablePermits();
    }

    /** Closed once, by whoever took it. */
    record Place(Semaphore free) implements AutoCloseable {

        @Override
        public void close() {
            free.release();
        }
    }
}
