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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class DatabaseAwayTest {

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
            assertThat(healthcheck(base)).isEqualTo(503);
            assertThat(images(base, "no token of ours")).isEqualTo(503);

            postgres = EmbeddedPostgres.start(folder.resolve("postgres"), databasePort);
            await().atMost(Duration.ofSeconds(30)).until(() -> images(base, token) == 200);
            assertThat(healthcheck(base)).isEqualTo(200);
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
        String body =
                """
                {"auth": {"identity": {"methods": ["password"], "password": {"user":
                  {"name": "admin", "domain": {"id": "default"}, "password": "%s"}}}}}
                """
                        .formatted(password);
        HttpResponse<Void> answer =
                client.send(
                        HttpRequest.newBuilder(URI.create(base + "/v3/auth/tokens"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.discarding());
        return answer.headers().firstValue("X-Subject-Token").orElseThrow();
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
