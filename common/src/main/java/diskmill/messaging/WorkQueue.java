package diskmill.messaging;

import diskmill.event.ImageEvent;

/**
 * Takes work: each piece is done by one process at a time, and is taken over by another within seconds when that one dies.
 * The fact that comes of a step is published before the work counts as done.
 */
public interface WorkQueue {

    /**
     * Begins to take work of one kind, and goes on until the answer is closed.
     *
     * @param concurrency how many pieces at once
     */
    <W extends ImageEvent.Work> Workers take(Class<W> kind, int concurrency, Step<W> step);

    /** Those who are at it. */
    interface Workers extends AutoCloseable {

        /** How many pieces are being worked on right now. */
        int busy();

        /** Interrupts what runs and gives it back, so that another process takes it at once. */
        @Override
        void close();
    }
}
