package diskmill.ingest;

import diskmill.event.ImageEvent.Submitted;
import diskmill.event.Phase;
import diskmill.ingest.Continuation.Beginning;
import diskmill.ingest.Continuation.Found;
import diskmill.ingest.source.HttpSource;
import diskmill.ingest.source.SourceBody;
import diskmill.messaging.Run;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run's way to all bytes of its source, of which the owner is told where it is not straight. For one thread. */
final class Transfer {

    private static final Logger log = LoggerFactory.getLogger(Transfer.class);

    private final Submitted work;
    private final Run run;
    private final HttpSource source;
    private final Continuation continuation;
    private boolean begun;

    Transfer(Submitted work, Run run, HttpSource source, Continuation continuation) {
        this.work = work;
        this.run = run;
        this.source = source;
        this.continuation = continuation;
    }

    /**
     * The first call goes on where an earlier run broke off, if one did; each later one, after a {@link
     * diskmill.ingest.source.SourceBroken} or a {@link diskmill.ingest.source.SourceChanged} (this method's own included), begins
     * at the first byte. The caller closes what it gets.
     *
     * @throws diskmill.ingest.source.SourceFailed if there is nothing more to be had
     * @throws IOException any other if the store cannot tell now
     */
    ImageBytes open() throws IOException, InterruptedException {
        if (begun) {
            return again();
        }
        begun = true;
        Found found = continuation.find(work);
        Optional<Beginning> beginning = found.beginning();
        if (beginning.isPresent()) {
            return goOn(beginning.get());
        }
        return found.interrupted() ? again() : whole();
    }

    /** Whether what came of the last one is of no use to anybody. */
    boolean spoilt() {
        return source.spoilt();
    }

    /**
     * The source is asked first: if it has changed, the store would be read for nothing. Its connection waits meanwhile; one that
     * does not bear that is mended like any other.
     */
    private ImageBytes goOn(Beginning beginning) throws IOException, InterruptedException {
        SourceBody rest = source.openAt(beginning.version(), beginning.length());
        InputStream known;
        try {
            known = new KnownBytes(continuation.open(beginning), beginning.length());
        } catch (IOException | RuntimeException failed) {
            rest.close();
            throw failed;
        }
        run.progress(Phase.RECEIVING, beginning.length(), beginning.version().length());
        tell(
                "The transfer goes on at byte %d, where it was interrupted."
                        .formatted(beginning.length()));
        return new ImageBytes(rest, known, beginning.length());
    }

    private ImageBytes again() throws IOException, InterruptedException {
        tell(
                "The transfer was interrupted and begins again: the source does not show that it still has the same bytes, or"
                        + " they come compressed, or none of them were stored yet.");
        return whole();
    }

    private ImageBytes whole() throws IOException, InterruptedException {
        return new ImageBytes(source.open(), InputStream.nullInputStream(), 0);
    }

    private void tell(String sentence) {
        log.info("image={} attempt={}: {}", work.imageId(), work.attemptId(), sentence);
        run.remark(sentence);
    }
}
