package diskmill.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.api.ApiService;
import diskmill.convert.ConvertWorker;
import diskmill.ingest.IngestWorker;
import diskmill.testkit.Sha256;
import diskmill.testkit.TestKafka;
import diskmill.testkit.TestPostgres;
import diskmill.testkit.disk.SampleDisks;
import diskmill.testkit.source.ServedPath;
import diskmill.testkit.source.TestSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The services as processes of their own, beside a Kafka, a PostgreSQL and a folder that they share. */
class SeparateProcessesIT {

    @TempDir private static Path folder;

    private static final List<ServiceProcess> processes = new ArrayList<>();
    private static List<String> settings;
    private static TestSource source;
    private static ServiceProcess api;
    private static ServiceProcess ingest;
    private static ServiceProcess convert;
    private static SampleDisks disks;

    @BeforeAll
    static void start() throws Exception {
        source = TestSource.start();
        disks = SampleDisks.in(Files.createDirectories(folder.resolve("disks")));
        var database = TestPostgres.newDatabase();
        settings =
                List.of(
                        "spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                        "diskmill.messaging.prefix=" + TestKafka.newPrefix(),
                        "diskmill.storage.file.directory=" + folder.resolve("objects"),
                        "diskmill.source.allow=127.0.0.1",
                        "spring.datasource.url=" + database.jdbcUrl(),
                        "spring.datasource.username=" + database.user(),
                        "spring.datasource.password=" + database.password(),
                        "diskmill.identity.openrc=" + folder.resolve("openrc"));
        api = launch(ApiService.class);
        ingest = launch(IngestWorker.class);
        convert = launch(ConvertWorker.class);
        processes.forEach(ServiceProcess::awaitReady);
    }

    @AfterAll
    static void stop() {
        processes.forEach(ServiceProcess::close);
        source.close();
    }

    @Test
    void anImportGoesThroughAllThree() throws Exception {
        ImageClient client = ImageClient.login(api.uri(), folder.resolve("openrc"));
        ServedPath served = source.serve("/disk.qcow2", Files.readAllBytes(disks.qcow2()));

        String image =
                client.importFrom(
                        served.uri(), "disk_format", "qcow2", "diskmill_convert_to", "raw");

        assertThat(client.awaitActive(image).path("os_hash_value").asString())
                .isEqualTo(Sha256.of(disks.raw()));
        assertThat(client.downloadedDigest(image)).isEqualTo(Sha256.of(disks.raw()));
    }

    @Test
    void aWorkersDeathIsItsTwinsWork() throws Exception {
        ImageClient client = ImageClient.login(api.uri(), folder.resolve("openrc"));
        ServedPath served =
                source.serve("/twin.raw", Files.readAllBytes(disks.raw())).slowly(200_000);
        String image = client.importFrom(served.uri(), "disk_format", "raw");
        await().until(() -> client.task(image).path("diskmill").path("bytes_done").asLong() > 0);

        ingest.kill();
        served.slowly(Long.MAX_VALUE);
        ServiceProcess twin = launch(IngestWorker.class);
        twin.awaitReady();

        assertThat(client.awaitActive(image).path("os_hash_value").asString())
                .isEqualTo(Sha256.of(disks.raw()));
    }

    @Test
    void eachTellsPrometheusOfItself() {
        await().atMost(Duration.ofSeconds(10))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    assertThat(api.get("/actuator/prometheus").body())
                            .contains("jvm_memory_used_bytes");
                    assertThat(convert.get("/actuator/prometheus").body())
                            .contains("jvm_memory_used_bytes");
                });
    }

    private static ServiceProcess launch(Class<?> main) throws Exception {
        Path log = folder.resolve(main.getSimpleName() + "-" + processes.size() + ".log");
        ServiceProcess process = ServiceProcess.launch(main, log, settings);
        processes.add(process);
        return process;
    }
}
