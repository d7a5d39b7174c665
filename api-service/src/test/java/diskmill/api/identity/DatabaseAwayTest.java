package diskmill.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.api.FaceApplication;
import diskmill.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class DatabaseAwayTest {

    private static final String LOGIN =
            """
            {"auth": {"identity": {"methods": ["password"], "password": {"user":
              {"name": "admin", "domain": {"id": "default"}, "password": "%s"}}}}}
            """;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir private Path folder;

    @Test
    void whileTheDatabaseIsAwayAGoodTokenIsNotCalledBadAndAfterwardsItIsGoodAgain()
            throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0);
        String url = postgres.jdbcUrl("postgres");
        int databasePort = URI.create(url.substring("jdbc:".length())).getPort();
        try (ConfigurableApplicationContext service = start(url, postgres.password())) {
            String base =
                    "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port");
            String token = login(base);
            assertThat(images(base, token)).isEqualTo(200);

            postgres.close();
            await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> images(base, token),
                            status -> {
                                assertThat(status).isIn(200, 503);
                                return status == 503;
                            });
            assertEverythingAnswers503(base, token);
            assertThat(healthcheck(base)).isEqualTo(503);
            assertThat(images(base, "no token of ours")).isEqualTo(503);

            postgres = EmbeddedPostgres.start(folder.resolve("postgres"), databasePort);
            await().atMost(Duration.ofSeconds(30)).until(() -> images(base, token) == 200);
            await().atMost(Duration.ofSeconds(10)).until(() -> healthcheck(base) == 200);
        } finally {
            postgres.close();
        }
    }

    private ConfigurableApplicationContext start(String url, String password) {
        return new SpringApplicationBuilder(FaceApplication.class)
                .properties(
                        "spring.datasource.url=" + url,
                        "spring.datasource.username=" + EmbeddedPostgres.USER,
                        "spring.datasource.password=" + password,
                        "spring.datasource.hikari.connection-timeout=1000",
                        "diskmill.identity.openrc=" + folder.resolve("openrc"),
                        "diskmill.storage.file.directory=" + folder.resolve("objects"),
                        "server.address=127.0.0.1",
                        "server.port=0")
                .run();
    }

    private String login(String base) throws IOException, InterruptedException {
        String password =
                Files.readAllLines(folder.resolve("openrc")).stream()
                        .filter(line -> line.startsWith("export OS_PASSWORD="))
                        .map(line -> line.substring("export OS_PASSWORD=".length()))
                        .findFirst()
                        .orElseThrow();
        String body = LOGIN.formatted(password);
        HttpResponse<Void> answer =
                client.send(
                        HttpRequest.newBuilder(URI.create(base + "/v3/auth/tokens"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.discarding());
        return answer.headers().firstValue("X-Subject-Token").orElseThrow();
    }

    /** All at once, since each may wait for a connection; and soon, while the token is still remembered. */
    private void assertEverythingAnswers503(String base, String token) {
        String image = "/v2/images/3d0b0c3e-5f5c-4d9b-8f5e-0c6f6d3a1b2c";
        Map<String, CompletableFuture<HttpResponse<Void>>> answers = new LinkedHashMap<>();
        for (String call :
                List.of(
                        "GET /v2/images",
                        "POST /v2/images",
                        "GET " + image,
                        "PATCH " + image,
                        "DELETE " + image,
                        "GET " + image + "/tasks",
                        "GET " + image + "/file",
                        "PUT " + image + "/file",
                        "PUT " + image + "/stage",
                        "POST " + image + "/import",
                        "POST /v3/auth/tokens")) {
            answers.put(
                    call, client.sendAsync(request(base, token, call), BodyHandlers.discarding()));
        }
        answers.forEach((call, answer) -> {
            HttpResponse<Void> got = answer.orTimeout(30, TimeUnit.SECONDS).join();
            assertThat(got.statusCode()).as(call).isEqualTo(503);
            assertThat(got.headers().firstValue("Retry-After")).as(call).isPresent();
        });
    }

    private static HttpRequest request(String base, String token, String call) {
        String[] words = call.split(" ", 2);
        String type =
                switch (words[0]) {
                    case "PUT" -> "application/octet-stream";
                    case "PATCH" -> "application/openstack-images-v2.1-json-patch";
                    default -> "application/json";
                };
        String body =
                switch (words[0]) {
                    case "GET", "DELETE" -> "";
                    case "PUT" -> "some bytes";
                    case "PATCH" -> "[]";
                    default ->
                            words[1].endsWith("/import")
                                    ? "{\"method\": {\"name\": \"glance-direct\"}}"
                                    : words[1].startsWith("/v3")
                                            ? LOGIN.formatted("no password")
                                            : "{}";
                };
        var request =
                HttpRequest.newBuilder(URI.create(base + words[1])).header("X-Auth-Token", token);
        if (!body.isEmpty()) {
            request.header("Content-Type", type);
        }
        return request.method(
                        words[0],
                        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }

    private int images(String base, String token) throws IOException, InterruptedException {
        return status(
                HttpRequest.newBuilder(URI.create(base + "/v2/images"))
                        .header("X-Auth-Token", token)
                        .build());
    }

    private int healthcheck(String base) throws IOException, InterruptedException {
        return status(HttpRequest.newBuilder(URI.create(base + "/healthcheck")).build());
    }

    private int status(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }
}
