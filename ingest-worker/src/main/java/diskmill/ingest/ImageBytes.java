package diskmill.ingest;

import diskmill.ingest.source.SourceBody;
import diskmill.storage.UploadNote;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An image's bytes from the first on: those that the store already has, and the rest from the source. Whoever has them closes
 * them.
 *
 * @param known       empty where nothing was known before
 * @param knownLength how many these are
 */
record ImageBytes(SourceBody body, InputStream known, long knownLength) implements Closeable {

    InputStream all() {
        return new SequenceInputStream(known, body);
    }

    /** Of all; null where the source does not tell. */
    @Nullable Long total() {
        return body.total();
    }

    /** How many have come from the source so far. */
    long fetched() {
        return body.received();
    }

    /** What a later run must know to go on from what is stored of these. */
    UploadNote note(URI source) {
        return body.version()
                .map(version -> ContinueNote.of(source, version))
                .orElse(UploadNote.NONE);
    }

    @Override
    public void close() throws IOException {
        try (known) {
            body.close();
        }
    }
}
