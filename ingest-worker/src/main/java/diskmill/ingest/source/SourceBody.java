package diskmill.ingest.source;

import diskmill.image.RejectionReason;
import diskmill.intake.LowestRate;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of one version of a source, all of them or an exception: a break is mended by asking for the rest, and only where
 * the source shows by a strong ETag that the rest is of the same version. Holds no buffer of its own. For one thread, but any
 * may close it, which ends a read that waits.
 */
public final class SourceBody extends InputStream {

    private static final Logger log = LoggerFactory.getLogger(SourceBody.class);

    /** So much more than before is a reason to go on trying. */
    private static final long PROGRESS = 1024 * 1024;

    private final HttpSource source;
    private final SourceSettings settings;
    private final Optional<String> strongTag;
    private volatile @Nullable Answer answer;
    private volatile boolean closed;
    private LowestRate rate;
    private OptionalLong total;
    private long begun;
    private long position;
    private long lastFailure;
    private boolean tooSlow;
    private boolean ended;

    SourceBody(HttpSource source, Answer answer, SourceSettings settings) {
        this(source, settings, answer.strongTag(), answer.contentLength());
        this.answer = answer;
    }

    private SourceBody(
            HttpSource source,
            SourceSettings settings,
            Optional<String> strongTag,
            OptionalLong total) {
        this.source = source;
        this.settings = settings;
        this.strongTag = strongTag;
        this.total = total;
        rate = settings.lowestRate();
    }

    /** See {@link HttpSource#openAt}. */
    static SourceBody from(
            HttpSource source, SourceSettings settings, SourceVersion version, long position)
            throws SourceFailed, SourceChanged, InterruptedException {
        var body =
                new SourceBody(
                        source,
                        settings,
                        Optional.of(version.strongTag()),
                        OptionalLong.of(version.length()));
        body.begun = position;
        body.position = position;
        body.lastFailure = position;
        if (position < version.length()) {
            body.goOn(source.ask(new ResumePoint(position, version.strongTag())));
        }
        return body;
    }

    /** Empty where the source does not tell its versions apart, or not how long this one is. */
    public Optional<SourceVersion> version() {
        return total.isPresent()
                ? strongTag.map(tag -> new SourceVersion(tag, total.getAsLong()))
                : Optional.empty();
    }

    /** How many bytes this body has got from the source. */
    public long received() {
        return position - begun;
    }

    /** In bytes; null where the source does not tell. */
    public @Nullable Long total() {
        return total.isPresent() ? total.getAsLong() : null;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * @throws SourceException if the bytes are not to be had, or not to be had whole
     * @throws InterruptedIOException if this thread was interrupted; its interrupt stays set
     */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        while (!atEnd()) {
            int count = readFromAnswer(bytes, offset, length);
            if (count > 0) {
                position += count;
                if (position - lastFailure >= PROGRESS) {
                    source.progressed();
                }
                return count;
            }
        }
        return -1;
    }

    @Override
    public void close() {
        closed = true;
        end(answer);
    }

    private boolean atEnd() {
        return ended || (total.isPresent() && position >= total.getAsLong());
    }

    /** 0 if the connection broke and was mended, or if the body came to its end. */
    private int readFromAnswer(byte[] bytes, int offset, int length) throws IOException {
        long left = total.isPresent() ? total.getAsLong() - position : Long.MAX_VALUE;
        long began = System.nanoTime();
        Reply.Later broken;
        try {
            if (tooSlow) {
                throw new SocketTimeoutException("below the lowest rate");
            }
            // not null: an answer is missing only where no byte is
            int count =
                    Objects.requireNonNull(answer)
                            .body()
                            .read(bytes, offset, (int) Math.min(length, left));
            tooSlow = rate.missed(Math.max(0, count), System.nanoTime() - began);
            if (count >= 0) {
                return count;
            }
            if (total.isEmpty()) {
                ended = true;
                return 0;
            }
            broken = truncated();
        } catch (SocketTimeoutException stalled) {
            broken = stalled();
        } catch (IOException brokenOff) {
            log.debug("a source broke off", brokenOff);
            broken = truncated();
        }
        if (closed) {
            throw new IOException("the source was closed while it was read");
        }
        mend(broken);
        return 0;
    }

    private void mend(Reply.Later why) throws IOException {
        end(answer);
        stopIfInterrupted();
        try {
            if (strongTag.isEmpty()) {
                throw new SourceBroken(why.sentence());
            }
            lastFailure = position;
            source.broke(why);
            goOn(source.ask(new ResumePoint(position, strongTag.get())));
        } catch (SourceException unmendable) {
            source.spoil(new Reply.Later(why.reason(), unmendable.sentence()));
            throw unmendable;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stopIfInterrupted();
        }
    }

    /** Takes the answer only if it can be nothing but the rest of the same version. */
    private void goOn(Answer rest) throws SourceChanged {
        Optional<ContentRange> range = rest.contentRange();
        boolean same =
                rest.status() == 206
                        && rest.strongTag().equals(strongTag)
                        && range.isPresent()
                        && range.get().first() == position
                        && range.get().total().isPresent()
                        && (total.isEmpty() || total.equals(range.get().total()));
        if (!same) {
            rest.close();
            throw new SourceChanged();
        }
        total = range.orElseThrow().total();
        tooSlow = false;
        rate = settings.lowestRate();
        answer = rest;
        if (closed) {
            rest.close();
        }
    }

    private static void end(@Nullable Answer answer) {
        if (answer != null) {
            answer.close();
        }
    }

    private static void stopIfInterrupted() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while reading a source");
        }
    }

    private static Reply.Later truncated() {
        return new Reply.Later(
                RejectionReason.SOURCE_TRUNCATED,
                "The source broke off before its end, again and again; check that all of it can be downloaded.");
    }

    private static Reply.Later stalled() {
        return new Reply.Later(
                RejectionReason.SOURCE_TOO_SLOW,
                "The source stalled, or sent less than the lowest rate that is waited for, again and again; use a faster one.");
    }
}
