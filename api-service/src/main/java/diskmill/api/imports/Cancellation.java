package diskmill.api.imports;

import diskmill.api.catalog.Attempt;

/** How a cancel ended. */
public sealed interface Cancellation {

    /** The attempt is cancelled, now or before; its image is queued again, with no bytes. */
    record Cancelled() implements Cancellation {}

    /** There is no such attempt of this image, or no such image. */
    record NotFound() implements Cancellation {}

    /** It had ended before, by itself. */
    record Ended(Attempt.State state) implements Cancellation {}
}
