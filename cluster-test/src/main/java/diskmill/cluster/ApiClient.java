package diskmill.cluster;

import diskmill.testkit.OpenRc;
import diskmill.testkit.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an operator's script does, as the administrator of an {@code openrc}, over several addresses in turn: each call goes to one.
 * Whether one that got no answer may be repeated is the caller's to know. Threads may share it.
 */
final class ApiClient {

    private static final Duration CALL = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final List<URI> addresses;
    private final Path openrc;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile @Nullable String token;

    ApiClient(List<URI> addresses, Path openrc) {
        this.addresses = addresses;
        this.openrc = openrc;
    }

    /** An answer, and its body as JSON (an empty object if it has none). */
    record Answer(int status, JsonNode body) {

        boolean isServersFault() {
            return status >= 500;
        }

        JsonNode expect(int wanted) throws IOException {
            if (status != wanted) {
                throw new IOException(
                        "answered %d, and not %d: %s".formatted(status, wanted, body));
            }
            return body;
        }
    }

    /** One call to one address. */
    Answer send(String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        BodyPublisher content =
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        HttpRequest request =
                request(path)
                        .timeout(CALL)
                        .header("Content-Type", "application/json")
                        .method(method, content)
                        .build();
        return answer(http.send(request, BodyHandlers.ofString()));
    }

    Answer upload(String image, Path file) throws IOException, InterruptedException {
        HttpRequest request =
                request("/v2/images/" + image + "/file")
                        .timeout(Duration.ofMinutes(5))
                        .header("Content-Type", "application/octet-stream")
                        .PUT(BodyPublishers.ofFile(file))
                        .build();
        return answer(http.send(request, BodyHandlers.ofString()));
    }

    /** The sha256 of what a download gives. */
    String downloadedSha256(String image) throws IOException, InterruptedException {
        HttpRequest request = request("/v2/images/" + image + "/file").timeout(CALL).GET().build();
        HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
        try (InputStream content = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException("the download answered " + response.statusCode());
            }
            return Sha256.of(content);
        }
    }

    private URI address() {
        return addresses.get(Math.floorMod(turn.getAndIncrement(), addresses.size()));
    }

    private HttpRequest.Builder request(String path) throws IOException, InterruptedException {
        return HttpRequest.newBuilder(address().resolve(path)).header("X-Auth-Token", token());
    }

    /** A token serves every address, and survives their restarts. */
    String token() throws IOException, InterruptedException {
        String known = token;
        if (known == null) {
            HttpRequest request =
                    HttpRequest.newBuilder(address().resolve("/v3/auth/tokens"))
                            .timeout(CALL)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(OpenRc.read(openrc).tokenRequest()))
                            .build();
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            known =
                    response.headers()
                            .firstValue("X-Subject-Token")
                            .orElseThrow(() -> new IOException("no token: " + response.body()));
            token = known;
        }
        return known;
    }

    private static Answer answer(HttpResponse<String> response) {
        String body = response.body();
        boolean json =
                response.headers().firstValue("Content-Type").orElse("").contains("json")
                        && !body.isEmpty();
        return new Answer(
                response.statusCode(), json ? JSON.readTree(body) : JSON.createObjectNode());
    }
}
