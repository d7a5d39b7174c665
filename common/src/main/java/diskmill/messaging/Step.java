package diskmill.messaging;

import diskmill.event.ImageEvent;
import java.io.IOException;

/**
 * One step of the pipeline: takes a fact as work and answers with the fact that comes of it, which is then published. What
 * the image is to blame for is an answer ({@link ImageEvent.Rejected}); what the surroundings are to blame for is thrown, and
 * the work is done again later, by whoever takes it.
 *
 * <p>A step may run twice for the same work, even at the same time: each run writes under a key of its own.
 */
public interface Step<W extends ImageEvent.Work> {

    /**
     * Runs on a virtual thread, which is interrupted when the run is to end before its time: because the attempt was
     * cancelled, the work was given back, or the lease was lost. The step then stops within two seconds, closes what it
     * opened and throws {@link InterruptedException} (or any other exception that the interrupt caused).
     *
     * @throws Superseded if another run has taken over; then the work is not done again for this one's sake
     */
    ImageEvent run(W work, Run run) throws IOException, InterruptedException;
}
