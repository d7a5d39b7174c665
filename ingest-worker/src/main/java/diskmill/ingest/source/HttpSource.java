package diskmill.ingest.source;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** One image's source, over as many connections as it takes. For one thread. */
public final class HttpSource {

    private final URI address;
    private final SourceClient client;
    private final SourceSettings settings;
    private final Tries connects;
    private final Tries starts;
    private Reply.@Nullable Later spoilt;

    HttpSource(URI address, SourceClient client, SourceSettings settings) {
        this.address = address;
        this.client = client;
        this.settings = settings;
        this.connects = new Tries(settings);
        this.starts = new Tries(settings);
    }

    /**
     * Asks for all bytes, from the first on. After a {@link SourceBroken} or a {@link SourceChanged} it may be called again,
     * and waits a while by itself. The caller closes the body.
     *
     * @throws SourceFailed if the source refuses, or all tries are used up
     * @throws InterruptedException if this thread was interrupted; no connection is left open
     */
    public SourceBody open() throws SourceFailed, InterruptedException {
        if (spoilt != null) {
            starts.failed(spoilt);
            spoilt = null;
        }
        return new SourceBody(this, ask(null), settings);
    }

    /**
     * Asks for the bytes of a known version from a place on: the body's total is the whole's, and what it gives first is the byte
     * at {@code position}. Nothing is asked where none is missing. The caller closes the body.
     *
     * @throws SourceChanged if the source has another version by now, or gives no parts; {@link #open} begins again
     * @throws SourceFailed  if the source refuses, or all tries are used up
     */
    public SourceBody openAt(SourceVersion version, long position)
            throws SourceFailed, SourceChanged, InterruptedException {
        return SourceBody.from(this, settings, version, position);
    }

    /** Whether the bytes of the last body are of no use, since it broke in a way that cannot be mended. */
    public boolean spoilt() {
        return spoilt != null;
    }

    /** @param from null for the whole */
    Answer ask(@Nullable ResumePoint from) throws SourceFailed, InterruptedException {
        while (true) {
            switch (client.ask(address, from)) {
                case Reply.Sending(var answer) -> {
                    return answer;
                }
                case Reply.Refusing(var reason, var sentence) ->
                        throw new SourceFailed(reason, sentence);
                case Reply.Later later -> connects.failed(later);
            }
        }
    }

    /** The connection broke; returns when it is time for another. */
    void broke(Reply.Later why) throws SourceFailed, InterruptedException {
        connects.failed(why);
    }

    void progressed() {
        connects.progressed();
    }

    void spoil(Reply.Later why) {
        spoilt = why;
    }
}
