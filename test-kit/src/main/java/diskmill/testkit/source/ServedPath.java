package diskmill.testkit.source;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a {@link TestSource} serves one path. Each method changes it from the next request on, and answers it itself. */
public final class ServedPath {

    /** How the end of the body is shown. */
    enum Framing {
        CONTENT_LENGTH,
        CHUNKED,
        /** By the end of the connection, as in HTTP/1.0. */
        CLOSE
    }

    private final URI uri;
    private final Deque<Fault> next = new ArrayDeque<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private ServedBytes bytes;
    private Fault otherwise = Fault.none();
    private Framing framing = Framing.CONTENT_LENGTH;
    private @Nullable Long claimedLength;
    private @Nullable String etag = "\"v1\"";
    private boolean newTagEachTime;
    private int tags;
    private boolean ranges = true;
    private boolean ignoresIfRange;
    private long rangeShift;
    private long totalShift;
    private long bytesPerSecond = Long.MAX_VALUE;

    ServedPath(URI uri, ServedBytes bytes) {
        this.uri = uri;
        this.bytes = bytes;
    }

    public URI uri() {
        return uri;
    }

    /** The next request, and none after it, meets this fault; those said before come first. */
    public synchronized ServedPath next(Fault fault) {
        next.add(fault);
        return this;
    }

    /** The next requests meet this fault. */
    public synchronized ServedPath next(int times, Fault fault) {
        for (int i = 0; i < times; i++) {
            next.add(fault);
        }
        return this;
    }

    /** Every request meets this fault that meets no other. */
    public synchronized ServedPath always(Fault fault) {
        otherwise = fault;
        return this;
    }

    /** Serves other bytes under another tag. */
    public synchronized ServedPath replace(byte[] other, String otherTag) {
        bytes = ServedBytes.of(other);
        etag = otherTag;
        return this;
    }

    public synchronized ServedPath chunked() {
        framing = Framing.CHUNKED;
        return this;
    }

    /** No Content-Length and not chunked: the end of the connection is the end of the body. */
    public synchronized ServedPath endsWithTheConnection() {
        framing = Framing.CLOSE;
        return this;
    }

    /** A Content-Length that is not true. */
    public synchronized ServedPath claimsLength(long length) {
        claimedLength = length;
        return this;
    }

    /** As it stands in the header: {@code "v1"} with its quotes, or {@code W/"v1"}. */
    public synchronized ServedPath etag(String tag) {
        etag = tag;
        return this;
    }

    public synchronized ServedPath withoutEtag() {
        etag = null;
        return this;
    }

    /** Each answer carries another tag, and If-Range never fits. */
    public synchronized ServedPath newEtagEachTime() {
        newTagEachTime = true;
        return this;
    }

    /** Answers a range request with the whole, and 200. */
    public synchronized ServedPath ignoresRanges() {
        ranges = false;
        return this;
    }

    /** Answers a range request with the range even where If-Range does not fit. */
    public synchronized ServedPath ignoresIfRange() {
        ignoresIfRange = true;
        return this;
    }

    /** Ranges begin so many bytes later than they were asked for, and Content-Range says so. */
    public synchronized ServedPath shiftsRangesBy(long count) {
        rangeShift = count;
        return this;
    }

    /** Content-Range tells a total that is so much greater than the first answer's. */
    public synchronized ServedPath shiftsTotalBy(long count) {
        totalShift = count;
        return this;
    }

    /** A header of every answer that is not a fault. */
    public synchronized ServedPath header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public synchronized ServedPath slowly(long bytesEachSecond) {
        bytesPerSecond = bytesEachSecond;
        return this;
    }

    /** All of it as it is now, for one answer. */
    synchronized Served forOneAnswer() {
        Fault fault = next.isEmpty() ? otherwise : next.remove();
        String tag = newTagEachTime ? "\"t%d\"".formatted(++tags) : etag;
        return new Served(
                bytes,
                fault,
                framing,
                claimedLength,
                tag,
                ranges,
                ignoresIfRange,
                rangeShift,
                totalShift,
                Map.copyOf(headers),
                bytesPerSecond);
    }

    /** @param claimedLength null for the true one */
    record Served(
            ServedBytes bytes,
            Fault fault,
            Framing framing,
            @Nullable Long claimedLength,
            @Nullable String etag,
            boolean ranges,
            boolean ignoresIfRange,
            long rangeShift,
            long totalShift,
            Map<String, String> headers,
            long bytesPerSecond) {}
}
