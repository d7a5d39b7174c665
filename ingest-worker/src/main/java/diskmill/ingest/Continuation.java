package diskmill.ingest;

import diskmill.event.ImageEvent.Submitted;
import diskmill.ingest.source.SourceVersion;
import diskmill.storage.KeyPrefix;
import diskmill.storage.Leftover;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectStore;
import diskmill.storage.StoredObject;
import diskmill.storage.UploadNote;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What earlier runs of an attempt have left in the store: unfinished uploads, and whole objects that nobody was told of. Uploads that
 * can be gone on with are ended for good, which also keeps a run that only seemed dead from finishing one; the longest is what the
 * next run begins with. All of it is rubbish of the attempt, and is
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

    /**
     * Looks for the longest beginning of the version that the latest run met: what was stored of an older one is of no use.
     *
     * @throws IOException if the store cannot tell now
     */
    Found find(Submitted work) throws IOException {
        SortedMap<ObjectKey, UploadNote> earlier =
                notes(KeyPrefix.of(work.imageId(), work.attemptId()));
        Optional<SourceVersion> latest = Optional.empty();
        Optional<Beginning> longest = Optional.empty();
        for (Map.Entry<ObjectKey, UploadNote> each : earlier.entrySet()) {
            Optional<SourceVersion> version = ContinueNote.read(each.getValue(), work.source());
            latest = latest.or(() -> version);
            if (version.isPresent() && version.equals(latest)) {
                longest = longer(longest, salvage(each.getKey(), version.get()));
            }
        }
        return new Found(longest, !earlier.isEmpty());
    }

    /**
     * Of the earlier runs, the latest first: of those that died on the way, and of those that died when all was stored and before they
     * could say so.
     */
    private SortedMap<ObjectKey, UploadNote> notes(KeyPrefix attempt) throws IOException {
        // runs sort by their time
        var notes =
                new TreeMap<ObjectKey, UploadNote>(
                        Comparator.comparing(ObjectKey::value).reversed());
        for (Leftover leftover : store.leftovers(attempt)) {
            notes.put(leftover.key(), leftover.note());
        }
        for (StoredObject object : store.list(attempt)) {
            if (!notes.containsKey(object.key())) {
                notes.put(object.key(), store.note(object.key()));
            }
        }
        return notes;
    }

    private static Optional<Beginning> longer(Optional<Beginning> one, Optional<Beginning> other) {
        return other.filter(found -> one.isEmpty() || found.length() > one.get().length())
                .or(() -> one);
    }

    /**
     * Whether another run goes on from what was stored under this key. Then its own run cannot write there any more, and would only
     * stop the other one if it began anew. (An upload whose completion was done but not heard of looks the same, if it left its
     * note: then the reconciler has the work done again.)
     */
    boolean isTakenOver(ObjectKey own) throws IOException {
        return store.find(own).isPresent()
                && store.leftovers(own.prefix()).stream()
                        .anyMatch(leftover -> leftover.key().equals(own));
    }

    /** The caller closes it. */
    InputStream open(Beginning beginning) throws IOException {
        return store.open(beginning.key(), 0, beginning.length());
    }

    private Optional<Beginning> salvage(ObjectKey key, SourceVersion version) throws IOException {
        Optional<StoredObject> salvaged = store.salvage(key);
        if (salvaged.isEmpty() || salvaged.get().size() == 0) {
            return Optional.empty();
        }
        long length = salvaged.get().size();
        if (length > version.length()) {
            log.warn(
                    "{} has {} bytes, more than its source's {}; it is not used",
                    key,
                    length,
                    version.length());
            return Optional.empty();
        }
        return Optional.of(new Beginning(key, length, version));
    }
}
