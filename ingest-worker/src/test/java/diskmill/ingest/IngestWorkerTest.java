package diskmill.ingest;

import static diskmill.testkit.source.ServedBytes.patternBytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.event.ImageEvent.Submitted;
import diskmill.image.AttemptId;
import diskmill.image.ContainerFormat;
import diskmill.image.HashAlgorithm;
import diskmill.image.ImageId;
import diskmill.image.Limits;
import diskmill.messaging.Facts;
import diskmill.storage.KeyPrefix;
import diskmill.storage.ObjectStore;
import diskmill.testkit.TestKafka;
import diskmill.testkit.source.TestSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The worker as the process that it is, beside a real broker. */
class IngestWorkerTest {

    @TempDir private static Path folder;

    private static ConfigurableApplicationContext worker;

    @BeforeAll
    static void start() {
        worker =
                IngestWorker.application()
                        .run(
                                "--server.port=0",
                                "--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                                "--diskmill.messaging.prefix=" + TestKafka.newPrefix(),
                                "--diskmill.storage.file.directory=" + folder,
                                "--diskmill.source.allow=127.0.0.1");
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/actuator/prometheus",
            })
    void answersThoseWhoWatchIt(String path) throws Exception {
        String port = worker.getEnvironment().getRequiredProperty("local.server.port");
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(10))
                        .build();

        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void fetchesWhatIsSubmitted() throws Exception {
        var image = ImageId.random();
        byte[] bytes = patternBytes(100_000);
        try (var server = TestSource.start()) {
            URI disk = server.serve("/disk.raw", bytes).uri();

            worker.getBean(Facts.class)
                    .publish(
                            new Submitted(
                                    image,
                                    AttemptId.next(),
                                    Instant.now(),
                                    Instant.now().plus(Duration.ofHours(1)),
                                    disk,
                                    ContainerFormat.BARE,
                                    null,
                                    null,
                                    null,
                                    HashAlgorithm.SHA256,
                                    new Limits(1 << 20, 1 << 20),
                                    null));

            var store = worker.getBean(ObjectStore.class);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(store.list(KeyPrefix.of(image)))
                                    .singleElement()
                                    .satisfies(object ->
                                            assertThat(object.size()).isEqualTo(bytes.length)));
        }
    }
}
