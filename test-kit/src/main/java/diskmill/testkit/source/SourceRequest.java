package diskmill.testkit.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a {@link TestSource} was asked once, and how much of the body it sent. */
public final class SourceRequest {

    private static final Pattern REQUEST_LINE = Pattern.compile("[A-Z]+ \\S+ HTTP/1\\.[01]");

    private final String method;
    private final String path;
    private final Map<String, String> headers;
    private final AtomicLong bodyBytes = new AtomicLong();

    private SourceRequest(String method, String path, Map<String, String> headers) {
        this.method = method;
        this.path = path;
        this.headers = headers;
    }

    /** Null if the connection ended before a request, or if what came is none (a TLS greeting, say). */
    static @Nullable SourceRequest read(InputStream in) throws IOException {
        String line = line(in);
        if (line == null || !REQUEST_LINE.matcher(line).matches()) {
            return null;
        }
        String[] words = line.split(" ", -1);
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.merge(
                    header.substring(0, colon),
                    header.substring(colon + 1).strip(),
                    (one, other) -> one + ", " + other);
        }
        return new SourceRequest(words[0], words[1], headers);
    }

    public String method() {
        return method;
    }

    /** With its query, as it was sent. */
    public String path() {
        return path;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** How many bytes of the body have been sent so far. */
    public long bodyBytes() {
        return bodyBytes.get();
    }

    void sent(long bytes) {
        bodyBytes.addAndGet(bytes);
    }

    @Override
    public String toString() {
        return method + " " + path + " " + headers;
    }

    private static @Nullable String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
