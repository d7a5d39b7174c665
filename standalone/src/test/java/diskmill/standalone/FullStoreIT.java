package diskmill.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.testkit.Sha256;
import diskmill.testkit.disk.SampleDisks;
import diskmill.testkit.source.TestSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store whose disk is full: for it, it is as full as a disk of which more is to stay free than it has. */
class FullStoreIT {

    private static final String RESERVE = "diskmill.storage.file.reserve=";

    @TempDir private Path folder;

    @Test
    void refusesAnUploadAndHoldsUpAnImportUntilThereIsRoom() throws Exception {
        Path raw = SampleDisks.in(Files.createDirectories(folder.resolve("disks"))).raw();
        try (TestSource source = TestSource.start();
                RunningDiskmill diskmill =
                        RunningDiskmill.start(folder.resolve("data"), RESERVE + "1000000TB")) {
            ImageClient client = diskmill.client();
            String uploaded = client.create("disk_format", "raw");
            String imported =
                    client.importFrom(
                            source.serve("/disk.raw", Files.readAllBytes(raw)).uri(),
                            "disk_format",
                            "raw");

            var answer = client.upload(uploaded, raw);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("The image store cannot take the image now");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(client.status(uploaded)).isEqualTo("queued");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(diskmill.log())
                                    .contains("failed 2 times")
                                    .contains("it may be full"));
            assertThat(client.status(imported)).isEqualTo("importing");
            await().untilAsserted(() -> {
                assertThat(diskmill.filesOf(uploaded)).isEmpty();
                assertThat(diskmill.filesOf(imported)).isEmpty();
            });

            diskmill.kill();
            diskmill.startAgainWith(RESERVE + "0B");

            ImageClient again = diskmill.client();
            assertThat(again.awaitActive(imported).path("os_hash_value").asString())
                    .isEqualTo(Sha256.of(raw));
            assertThat(again.upload(uploaded, raw).statusCode()).isEqualTo(204);
        }
    }
}
