package diskmill.messaging;

import diskmill.event.ImageEvent;

/** Who is there to do work, in all processes together. */
public interface WorkForce {

    /**
     * How many pieces of this kind can be worked on at once, as it was known a few seconds ago at most; a process that was
     * killed is counted for a while longer. 0 where it is not known.
     */
    int consumers(Class<? extends ImageEvent.Work> kind);
}
