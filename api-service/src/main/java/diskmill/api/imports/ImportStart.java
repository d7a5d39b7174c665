package diskmill.api.imports;

import diskmill.api.catalog.Attempt;

/** The answer to an import's beginning: the attempt, or a refusal that changed nothing. */
public sealed interface ImportStart permits ImportStart.Started, StartRefusal {

    /** The image is {@code importing}. */
    record Started(Attempt attempt) implements ImportStart {}
}
