package diskmill.api.v2.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an upload as they come: counted, and exactly as many as the client said. It remembers how it broke off, so that
 * a client's fault is told from the store's. Read by one thread; the others may ask and cancel.
 */
final class UploadBody extends InputStream {

    private final InputStream source;
    private final @Nullable Long announced;
    private volatile long received;
    private volatile boolean cancelled;
    private @Nullable String fault;

    /** @param announced bytes in all; null where the client did not say */
    UploadBody(InputStream source, @Nullable Long announced) {
        this.source = source;
        this.announced = announced;
    }

    long received() {
        return received;
    }

    @Nullable Long announced() {
        return announced;
    }

    /** Makes the next read fail, since nobody wants the rest. */
    void cancel() {
        cancelled = true;
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
        if (cancelled) {
            throw new IOException("the upload was cancelled");
        }
        int read = readOrBlame(buffer, offset, length);
        if (read > 0) {
            count(read);
        } else if (read < 0 && announced != null && received < announced) {
            throw blame(
                    "The upload ended after %d of %d bytes; send it again."
                            .formatted(received, announced),
                    new EOFException());
        }
        return read;
    }

    private int readOrBlame(byte[] buffer, int offset, int length) throws IOException {
        try {
            return source.read(buffer, offset, length);
        } catch (IOException broken) {
            throw blame(
                    "The upload broke off after %d bytes; send it again.".formatted(received),
                    broken);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads, the others only look
    private void count(int read) throws IOException {
        received += read;
        if (announced != null && received > announced) {
            throw blame(
                    "The upload is longer than the %d bytes that were announced; correct x-openstack-image-size."
                            .formatted(announced),
                    new EOFException());
        }
    }

    private IOException blame(String sentence, IOException cause) {
        fault = sentence;
        return new IOException(sentence, cause);
    }
}
