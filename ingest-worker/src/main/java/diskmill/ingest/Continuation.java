package diskmill.ingest;

import diskmill.event.ImageEvent.Submitted;
import diskmill.ingest.source.SourceVersion;
import diskmill.storage.KeyPrefix;
import diskmill.storage.Leftover;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectStore;
import diskmill.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What earlier runs of an attempt have left in the store. Their uploads are ended for good, which also keeps a run that only
 * seemed dead from finishing one; the longest is what the next run begins with. All of it is rubbish of the attempt, and is
 * deleted with it.
 */
final class Continuation {

    private static final Logger log = LoggerFactory.getLogger(Continuation.class);

    private final ObjectStore store;

    Continuation(ObjectStore store) {
        this.store = store;
    }

    /**
     * The first bytes of a version of the source.
     *
     * @param length of these bytes; at least 1, at most the version's
     */
    record Beginning(ObjectKey key, long length, SourceVersion version) {}

    /**
     * How a run is to begin.
     *
     * @param beginning   empty to begin at the first byte
     * @param interrupted whether an earlier run has left anything at all
     */
    record Found(Optional<Beginning> beginning, boolean interrupted) {}

    /** @throws IOException if the store cannot tell now */
    Found find(Submitted work) throws IOException {
        Optional<Beginning> longest = Optional.empty();
        boolean interrupted = false;
        for (Leftover leftover : store.leftovers(KeyPrefix.of(work.imageId(), work.attemptId()))) {
            interrupted = true;
            Optional<Beginning> one = salvage(leftover, work);
            if (one.isPresent()
                    && (longest.isEmpty() || one.get().length() > longest.get().length())) {
                longest = one;
            }
        }
        return new Found(longest, interrupted);
    }

    /** The caller closes it. */
    InputStream open(Beginning beginning) throws IOException {
        return store.open(beginning.key(), 0, beginning.length());
    }

    private Optional<Beginning> salvage(Leftover leftover, Submitted work) throws IOException {
        Optional<SourceVersion> version = ContinueNote.read(leftover.note(), work.source());
        if (version.isEmpty()) {
            return Optional.empty();
        }
        Optional<StoredObject> salvaged = store.salvage(leftover.key());
        if (salvaged.isEmpty() || salvaged.get().size() == 0) {
            return Optional.empty();
        }
        long length = salvaged.get().size();
        if (length > version.get().length()) {
            log.warn(
                    "{} has {} bytes, more than its source's {}; it is not used",
                    leftover.key(),
                    length,
                    version.get().length());
            return Optional.empty();
        }
        return Optional.of(new Beginning(leftover.key(), length, version.get()));
    }
}
