package diskmill.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** The bytes as they come: counted, reported, and never more than are allowed. */
final class SourceBytes implements ByteSource {

    /** A slow source is reported this often although no buffer is full yet. */
    private static final long REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final InputStream source;
    private final long limit;
    private final IntakeWatch watch;
    private final int reportBytes;

    private byte[] head = {};
    private int headTaken;
    private long received;
    private long reported;
    private long reportedAt = System.nanoTime();

    SourceBytes(InputStream source, long limit, IntakeWatch watch, int reportBytes) {
        this.source = source;
        this.limit = limit;
        this.watch = watch;
        this.reportBytes = reportBytes;
    }

    /** The first bytes, which the next reads give again; fewer if there are no more. Called once, before any read. */
    byte[] peek(int length) throws IOException, InterruptedException {
        byte[] first = new byte[length];
        head = Arrays.copyOf(first, fill(first));
        return head.clone();
    }

    @Override
    public int read(byte[] target, int offset, int length)
            throws IOException, InterruptedException {
        if (headTaken < head.length) {
            int given = Math.min(length, head.length - headTaken);
            System.arraycopy(head, headTaken, target, offset, given);
            headTaken += given;
            return given;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        int read = receive(target, offset, (int) Math.min(length - 1, limit - received) + 1);
        if (read < 0) {
            report();
            return read;
        }
        received += read;
        if (received > limit) {
            throw Refusal.tooLarge(limit);
        }
        if (received - reported >= reportBytes || System.nanoTime() - reportedAt >= REPORT_NANOS) {
            report();
        }
        return read;
    }

    private int receive(byte[] target, int offset, int length)
            throws IOException, InterruptedException {
        try {
            return source.read(target, offset, length);
        } catch (IOException failure) {
            if (Thread.interrupted() || meansInterrupt(failure)) {
                throw interrupted(failure);
            }
            throw failure;
        }
    }

    /** Its subclasses are time limits; they are the source's own failures. */
    private static boolean meansInterrupt(IOException failure) {
        return failure instanceof ClosedByInterruptException
                || failure.getClass() == InterruptedIOException.class;
    }

    private static InterruptedException interrupted(IOException cause) {
        InterruptedException interrupt = new InterruptedException();
        interrupt.initCause(cause);
        return interrupt;
    }

    private void report() {
        if (received > reported) {
            reported = received;
            reportedAt = System.nanoTime();
            watch.received(received);
        }
    }

    long received() {
        return received;
    }
}
