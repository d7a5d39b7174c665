package diskmill.standalone;

import diskmill.testkit.OpenRc;
import diskmill.testkit.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator's script does, over HTTP, as the administrator of {@code openrc}. */
final class ImageClient {

    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper json = JsonMapper.shared();
    private final URI base;
    private String token = "";

    private ImageClient(URI base) {
        this.base = base;
    }

    static ImageClient login(URI base, Path openrc) throws IOException {
        ImageClient client = new ImageClient(base);
        client.token =
                client.send("POST", "/v3/auth/tokens", OpenRc.read(openrc).tokenRequest())
                        .headers()
                        .firstValue("X-Subject-Token")
                        .orElseThrow();
        return client;
    }

    String token() {
        return token;
    }

    URI base() {
        return base;
    }

    /** Registers an image; pairs of member and value. */
    String create(String... members) throws IOException {
        var body = json.createObjectNode();
        body.put("name", "test").put("container_format", "bare");
        for (int i = 0; i < members.length; i += 2) {
            body.put(members[i], members[i + 1]);
        }
        return expect(201, send("POST", "/v2/images", body.toString())).path("id").asString();
    }

    HttpResponse<String> requestImport(String image, URI source) throws IOException {
        return send(
                "POST",
                "/v2/images/" + image + "/import",
                "{\"method\": {\"name\": \"web-download\", \"uri\": \"" + source + "\"}}");
    }

    /** Registers an image and has it imported; returns at once. */
    String importFrom(URI source, String... members) throws IOException {
        String image = create(members);
        expect(202, requestImport(image, source));
        return image;
    }

    JsonNode show(String image) throws IOException {
        return expect(200, send("GET", "/v2/images/" + image, null));
    }

    String status(String image) throws IOException {
        return show(image).path("status").asString();
    }

    /** The newest attempt, as a Glance task. */
    JsonNode task(String image) throws IOException {
        return expect(200, send("GET", "/v2/images/" + image + "/tasks", null))
                .path("tasks")
                .path(0);
    }

    JsonNode awaitActive(String image) {
        Awaitility.await("image " + image)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !status(image).equals("importing") && !status(image).equals("saving"));
        try {
            JsonNode shown = show(image);
            if (!shown.path("status").asString().equals("active")) {
                throw new AssertionError("not active: " + shown + " since " + task(image));
            }
            return shown;
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /** Waits until the import has failed; gives its task. */
    JsonNode awaitFailure(String image) {
        Awaitility.await("failure of " + image)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> task(image).path("status").asString().equals("failure"));
        try {
            return task(image);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    HttpResponse<String> delete(String image) throws IOException {
        return send("DELETE", "/v2/images/" + image, null);
    }

    HttpResponse<String> upload(String image, Path file) throws IOException {
        return exchange(
                request("/v2/images/" + image + "/file")
                        .header("Content-Type", "application/octet-stream")
                        .PUT(HttpRequest.BodyPublishers.ofFile(file)));
    }

    HttpResponse<String> stage(String image, Path file) throws IOException {
        return exchange(
                request("/v2/images/" + image + "/stage")
                        .header("Content-Type", "application/octet-stream")
                        .PUT(HttpRequest.BodyPublishers.ofFile(file)));
    }

    /** The sha256 of what a download gives. */
    String downloadedDigest(String image) throws IOException {
        try {
            HttpResponse<InputStream> response =
                    http.send(
                            request("/v2/images/" + image + "/file").GET().build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new AssertionError("the download answered " + response.statusCode());
            }
            try (InputStream content = response.body()) {
                return Sha256.of(content);
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    HttpResponse<String> send(
            String method, String path, @org.jspecify.annotations.Nullable String body)
            throws IOException {
        return exchange(
                request(path)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofMinutes(2));
        return token.isEmpty() ? request : request.header("X-Auth-Token", token);
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    JsonNode expect(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            throw new AssertionError(
                    "%s answered %d: %s"
                            .formatted(response.uri(), response.statusCode(), response.body()));
        }
        return response.body().isEmpty() ? json.createObjectNode() : json.readTree(response.body());
    }
}
