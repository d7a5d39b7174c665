package diskmill.api.v2.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of an upload as they come: counted, and exactly as many as the client said. It remembers how it broke off, so that
 * a client's fault is told from the store's. Read by one thread; the others may ask and cancel.
 */
final class UploadBody extends InputStream {

    /** Frees the thread that waits for the client. */
    @FunctionalInterface
    interface Hangup {

        void endInput() throws IOException;
    }

    private static final Logger log = LoggerFactory.getLogger(UploadBody.class);

    private final InputStream source;
    private final @Nullable Long announced;
    private final Hangup hangup;
    private final Words words;
    private volatile long received;
    private volatile boolean cancelled;
    private volatile @Nullable String tooSlow;
    private volatile long waitedNanos;
    private volatile long waitingSince;
    private @Nullable String fault;

    /** @param announced bytes in all; null where the client did not say */
    UploadBody(InputStream source, @Nullable Long announced, Hangup hangup) {
        this(source, announced, hangup, Words.UPLOAD);
    }

    UploadBody(InputStream source, @Nullable Long announced, Hangup hangup, Words words) {
        this.source = source;
        this.announced = announced;
        this.hangup = hangup;
        this.words = words;
    }

    Words words() {
        return words;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    long received() {
        return received;
    }

    @Nullable Long announced() {
        return announced;
    }

    /** How long the client has been waited for, in all. */
    long waitedNanos() {
        long since = waitingSince;
        return waitedNanos + (since == 0 ? 0 : System.nanoTime() - since);
    }

    /** Ends the read that is under way, and makes the next one fail, since nobody wants the rest. */
    void cancel() {
        cancelled = true;
        endInput();
    }

    /**
     * Ends the read that is under way, and makes the next one fail, since the client does not keep up.
     *
     * @param sentence for the client
     */
    void giveUp(String sentence) {
        tooSlow = sentence;
        endInput();
    }

    /** Why the client was given up, as a sentence for it; empty if it was not. */
    Optional<String> tooSlow() {
        return Optional.ofNullable(tooSlow);
    }

    private void endInput() {
        try {
            hangup.endInput();
        } catch (IOException gone) {
            log.debug("the connection of an upload cannot be ended", gone);
        }
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Why the client is to blame, as a sentence for it; empty if it is not. */
    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        checkWanted();
        int read = readOrBlame(buffer, offset, length);
        // an ended input looks like the body's end where the client did not say how long it is
        checkWanted();
        if (read > 0) {
            count(read);
        } else if (read < 0 && announced != null && received < announced) {
            throw blame(
                    "%s ended after %d of %d bytes; %s."
                            .formatted(words.subject(), received, announced, words.advice()),
                    new EOFException());
        }
        return read;
    }

    private void checkWanted() throws IOException {
        if (cancelled) {
            throw new IOException("the upload was cancelled");
        }
        if (tooSlow != null) {
            throw new IOException("the client is too slow");
        }
    }

    private int readOrBlame(byte[] buffer, int offset, int length) throws IOException {
        try {
            return waitFor(buffer, offset, length);
        } catch (ClientFault known) {
            throw blame(known.sentence(), known);
        } catch (IOException broken) {
            checkWanted();
            if (isTimeout(broken)) {
                tooSlow =
                        "%s stalled after %d bytes; %s."
                                .formatted(words.subject(), received, words.advice());
            }
            throw blame(
                    "%s broke off after %d bytes; %s."
                            .formatted(words.subject(), received, words.advice()),
                    broken);
        }
    }

    /** The server's own limit for one read, which may be over before the lowest rate's window is. Tomcat wraps it. */
    private static boolean isTimeout(IOException broken) {
        return broken instanceof SocketTimeoutException
                || broken.getCause() instanceof SocketTimeoutException;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads, the others only look
    private int waitFor(byte[] buffer, int offset, int length) throws IOException {
        long since = System.nanoTime();
        waitingSince = since;
        try {
            return source.read(buffer, offset, length);
        } finally {
            waitingSince = 0;
            waitedNanos += System.nanoTime() - since;
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads, the others only look
    private void count(int read) throws IOException {
        received += read;
        if (announced != null && received > announced) {
            throw blame(
                    "%s is longer than the %d bytes that were announced; correct x-openstack-image-size, or %s."
                            .formatted(words.subject(), announced, words.advice()),
                    new EOFException());
        }
    }

    private IOException blame(String sentence, IOException cause) {
        fault = sentence;
        return new IOException(sentence, cause);
    }
}
