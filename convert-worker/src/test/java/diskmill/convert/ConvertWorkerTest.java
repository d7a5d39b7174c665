package diskmill.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import diskmill.event.ImageEvent.Ingested;
import diskmill.image.DiskFormat;
import diskmill.messaging.Facts;
import diskmill.testkit.TestKafka;
import diskmill.testkit.disk.SampleDisks;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The process as it is, with a real broker. */
class ConvertWorkerTest {

    @TempDir Path folder;
    private final String prefix = TestKafka.newPrefix();

    private ConfigurableApplicationContext start(String... settings) {
        return new SpringApplicationBuilder(ConvertWorker.class)
                .properties(
                        "spring.config.name=convert-worker",
                        "spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                        "diskmill.messaging.prefix=" + prefix,
                        "diskmill.messaging.partitions=1",
                        "diskmill.messaging.replication-factor=1",
                        "diskmill.storage.file.directory=" + folder.resolve("store"))
                // the command line comes before the file
                .run(concat("--server.port=0", settings));
    }

    private static String[] concat(String first, String... others) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(others));
        return all.toArray(String[]::new);
    }

    @Test
    void answersWhatIsIngestedWithWhatItConverted() throws Exception {
        Path disks = Files.createDirectory(folder.resolve("disks"));

        try (var bench = Bench.in(folder);
                var process = start()) {
            Ingested image =
                    bench.ingested(SampleDisks.in(disks).qcow2(), DiskFormat.QCOW2, DiskFormat.RAW);
            process.getBean(Facts.class).publish(image);

            String answer = firstOf(prefix + ".image-converted");
            assertThat(answer)
                    .contains(image.attemptId().toString())
                    .contains("\"format\":\"raw\"")
                    .contains("\"size\":" + SampleDisks.VIRTUAL_SIZE);
            assertThat(bench.files()).hasSize(2);
        }
    }

    private static String firstOf(String topic) {
        var settings = Map.<String, Object>of("bootstrap.servers", TestKafka.bootstrapServers());
        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<String> heard = new ArrayList<>();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(100))
                                .forEach(record -> heard.add(record.value()));
                        return !heard.isEmpty();
                    });
            return heard.getFirst();
        }
    }

    @Test
    void tellsItsHealthAndItsMeasuresOnLoopback() throws Exception {
        try (var process = start();
                HttpClient http = HttpClient.newHttpClient()) {
            var environment = process.getEnvironment();
            int port = environment.getRequiredProperty("local.server.port", Integer.class);

            assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
            assertThat(get(http, port, "health")).contains("UP");
            assertThat(get(http, port, "prometheus")).contains("jvm_memory_used_bytes");
        }
    }

    private static String get(HttpClient http, int port, String endpoint) throws Exception {
        URI address = URI.create("http://127.0.0.1:%d/actuator/%s".formatted(port, endpoint));
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(address).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void doesNotStartWithoutQemuImg() {
        assertThatThrownBy(() -> start("--diskmill.qemu-img.executable=not-there"))
                .rootCause()
                .hasMessageStartingWith("qemu-img was not found");
    }
}
