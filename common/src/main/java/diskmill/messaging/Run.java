package diskmill.messaging;

import diskmill.event.Phase;
import diskmill.image.RunId;
import org.jspecify.annotations.Nullable;

/** One go of this process at a piece of work, as the step sees it. */
public interface Run {

    RunId id();

    /**
     * Tells how far it is. Cheap: call it for each buffer; about one call a second is passed on.
     *
     * @param done  bytes of this phase
     * @param total bytes of this phase; null where it is not known
     */
    void progress(Phase phase, long done, @Nullable Long total);

    /**
     * Tells the image's owner how this run begins, where that is not simply at the first byte, or why it begins there again: a
     * sentence without internal names. The rate counts from here on.
     */
    void remark(String sentence);

    /** Whether the attempt was cancelled, so that what was written is to be deleted and not left to a later run. */
    boolean cancelled();
}
