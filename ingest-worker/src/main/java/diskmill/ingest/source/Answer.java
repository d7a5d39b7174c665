package diskmill.ingest.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/** The header of a source's answer, and its body on the way. Closing it, from any thread, ends the connection at once. */
final class Answer implements Closeable {

    private static final Pattern STRONG_TAG = Pattern.compile("\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private final HttpUriRequestBase request;
    private final ClassicHttpResponse response;
    private final InputStream body;

    Answer(HttpUriRequestBase request, ClassicHttpResponse response) throws IOException {
        this.request = request;
        this.response = response;
        HttpEntity entity = response.getEntity();
        body = entity == null ? InputStream.nullInputStream() : entity.getContent();
    }

    int status() {
        return response.getCode();
    }

    InputStream body() {
        return body;
    }

    /** Empty where the end is shown by a last chunk, or only by the end of the connection. */
    OptionalLong contentLength() {
        HttpEntity entity = response.getEntity();
        long length = entity == null ? 0 : entity.getContentLength();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }

    /** The ETag, if it stands for these very bytes. */
    Optional<String> strongTag() {
        return header("ETag").filter(tag -> STRONG_TAG.matcher(tag).matches());
    }

    Optional<ContentRange> contentRange() {
        return header("Content-Range").flatMap(ContentRange::parse);
    }

    /** How long the source asks to be left alone; zero where it does not say so understandably. */
    Duration retryAfter(Clock clock) {
        String text = header("Retry-After").orElse("");
        if (SECONDS.matcher(text).matches()) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            var until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(clock.instant(), until);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException noDate) {
            return Duration.ZERO;
        }
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(response.getFirstHeader(name))
                .map(Header::getValue)
                .map(String::strip);
    }

    @Override
    public void close() {
        // first, since the stream's own close would read the rest of the body
        request.cancel();
        try {
            response.close();
        } catch (IOException cutOff) {
            // as intended
        }
    }
}
