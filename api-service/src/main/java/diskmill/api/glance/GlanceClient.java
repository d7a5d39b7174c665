package diskmill.api.glance;

import diskmill.image.ImageId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks another image service with the caller's own token. That goes to the service's address and nowhere else, for no redirect is
 * followed, and it is kept no longer than the question lasts. Threads may share it.
 */
public final class GlanceClient {

    private static final Logger log = LoggerFactory.getLogger(GlanceClient.class);

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** Until the first byte of an answer; clients of ours wait a minute. */
    private static final Duration ANSWER = Duration.ofSeconds(20);

    /** Bytes; Glance's records are much smaller. */
    private static final int MAX_RECORD = 1 << 20;

    private final JsonMapper json = new JsonMapper();
    private final List<String> properties;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT)
                    .build();

    /** @param properties what the names of properties to be copied begin with */
    GlanceClient(List<String> properties) {
        this.properties = properties;
    }

    /**
     * An image's bytes, as they come in. The caller closes them.
     *
     * @param length as the service announces it; null if it does not
     */
    public record Bytes(InputStream stream, @Nullable Long length) {}

    /** @throws GlanceRefused if the service does not answer, or has no such image that is active and of formats that we know */
    public GlanceImage show(URI endpoint, ImageId id, String token)
            throws GlanceRefused, InterruptedException {
        HttpResponse<InputStream> answer =
                ask(URI.create("%s/v2/images/%s".formatted(endpoint, id)), token);
        try (InputStream body = answer.body()) {
            byte[] record = body.readNBytes(MAX_RECORD + 1);
            if (record.length > MAX_RECORD) {
                throw notAnImage();
            }
            JsonNode image = json.readTree(record);
            return GlanceImage.read(image, properties);
        } catch (JacksonException malformed) {
            throw notAnImage();
        } catch (IOException broken) {
            throw away(broken);
        }
    }

    /** @throws GlanceRefused if the service does not give them */
    public Bytes open(URI endpoint, ImageId id, String token)
            throws GlanceRefused, InterruptedException {
        HttpResponse<InputStream> answer =
                ask(URI.create("%s/v2/images/%s/file".formatted(endpoint, id)), token);
        OptionalLong length = answer.headers().firstValueAsLong("Content-Length");
        return new Bytes(answer.body(), length.isPresent() ? length.getAsLong() : null);
    }

    private HttpResponse<InputStream> ask(URI address, String token)
            throws GlanceRefused, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .timeout(ANSWER)
                        .header("X-Auth-Token", token)
                        .header("Accept", "*/*")
                        .build();
        try {
            HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                answer.body().close();
                throw refusal(answer.statusCode());
            }
            return answer;
        } catch (IOException broken) {
            throw away(broken);
        }
    }

    private static GlanceRefused away(IOException broken) {
        log.warn("another image service does not answer: {}", broken.toString());
        return new GlanceRefused(
                "The image service of that region does not answer; try again later, or tell your operator.",
                true);
    }

    private static GlanceRefused notAnImage() {
        return new GlanceRefused(
                "The image service of that region answers with something that is no image; tell your operator.",
                false);
    }

    private static GlanceRefused refusal(int status) {
        return switch (status) {
            case 401, 403 ->
                    new GlanceRefused(
                            "The image service of that region does not let you have the image (status %d): your token must be good there, too."
                                    .formatted(status),
                            false);
            case 404 ->
                    new GlanceRefused(
                            "The image service of that region has no such image, or does not show it to you.",
                            false);
            case 204 ->
                    new GlanceRefused(
                            "The source image has no bytes; try again when it has.", false);
            default ->
                    new GlanceRefused(
                            status >= 300 && status < 400
                                    ? "The image service of that region sends us elsewhere, which is not followed with your token; tell your operator."
                                    : "The image service of that region answers with status %d; try again later, or tell your operator."
                                            .formatted(status),
                            status >= 500 || status == 429);
        };
    }
}
