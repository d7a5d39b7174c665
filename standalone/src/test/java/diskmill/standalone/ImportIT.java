package diskmill.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.testkit.Sha256;
import diskmill.testkit.disk.SampleDisks;
import diskmill.testkit.source.Fault;
import diskmill.testkit.source.ServedBytes;
import diskmill.testkit.source.ServedPath;
import diskmill.testkit.source.TestSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The main job, through the running thing: images come in, and are active; or are refused, and leave nothing. */
class ImportIT {

    @TempDir private static Path folder;

    private static TestSource source;
    private static HeldUpQemuImg qemuImg;
    private static RunningDiskmill diskmill;
    private static ImageClient client;
    private static SampleDisks disks;
    private static Path raw;
    private static Path qcow2;

    @BeforeAll
    static void start() throws Exception {
        source = TestSource.start();
        qemuImg = new HeldUpQemuImg(folder);
        disks = SampleDisks.in(Files.createDirectories(folder.resolve("disks")));
        raw = disks.raw();
        qcow2 = disks.qcow2();
        diskmill =
                RunningDiskmill.start(
                        folder.resolve("data"),
                        "diskmill.qemu-img.executable=" + qemuImg.program(),
                        "diskmill.limits.max-size=64MB",
                        "diskmill.source.tries=3",
                        "diskmill.source.first-pause=100ms",
                        "diskmill.source.read-timeout=2s");
        client = diskmill.client();
    }

    @AfterAll
    static void stop() throws Exception {
        diskmill.close();
        source.close();
    }

    @AfterEach
    void letGo() throws IOException {
        qemuImg.letGo();
    }

    @Test
    void anImageThatIsKeptIsActiveWithTheDigestsOfItsSource() throws Exception {
        String image =
                client.importFrom(served("/kept.qcow2", qcow2).uri(), "disk_format", "qcow2");

        JsonNode shown = client.awaitActive(image);

        assertThat(shown.path("os_hash_value").asString()).isEqualTo(Sha256.of(qcow2));
        assertThat(shown.path("size").asLong()).isEqualTo(Files.size(qcow2));
        assertThat(shown.path("virtual_size").asLong()).isEqualTo(Files.size(raw));
        assertThat(client.downloadedDigest(image)).isEqualTo(Sha256.of(qcow2));
        assertThat(client.task(image).path("status").asString()).isEqualTo("success");
    }

    @Test
    void anImageThatIsConvertedHoldsTheSameDisk() throws Exception {
        String image =
                client.importFrom(
                        served("/converted.qcow2", qcow2).uri(),
                        "disk_format",
                        "qcow2",
                        "diskmill_convert_to",
                        "raw");

        JsonNode shown = client.awaitActive(image);

        assertThat(shown.path("disk_format").asString()).isEqualTo("raw");
        assertThat(shown.path("os_hash_value").asString()).isEqualTo(Sha256.of(raw));
        assertThat(client.downloadedDigest(image)).isEqualTo(Sha256.of(raw));
    }

    @Test
    void aFormatThatIsNotClaimedIsFoundOut() throws Exception {
        String image = client.importFrom(served("/unclaimed", qcow2).uri());

        assertThat(client.awaitActive(image).path("disk_format").asString()).isEqualTo("qcow2");
    }

    @Test
    void aCompressedSourceIsStoredUnpacked() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            Files.copy(raw, gzip);
        }
        String image =
                client.importFrom(
                        source.serve("/disk.raw.gz", packed.toByteArray()).uri(),
                        "disk_format",
                        "raw");

        assertThat(client.awaitActive(image).path("os_hash_value").asString())
                .isEqualTo(Sha256.of(raw));
    }

    @Test
    void aTransferThatBreaksTwiceGoesOnWhereItBroke() throws Exception {
        ServedPath served =
                served("/broken.raw", raw)
                        .next(Fault.cutAfter(100_000))
                        .next(Fault.cutAfter(100_000));
        String image = client.importFrom(served.uri(), "disk_format", "raw");

        assertThat(client.awaitActive(image).path("os_hash_value").asString())
                .isEqualTo(Sha256.of(raw));
        assertThat(source.requests("/broken.raw")).hasSize(3);
    }

    @Test
    void anUploadIsActiveWhenThePutReturns() throws Exception {
        String image = client.create("disk_format", "qcow2");

        assertThat(client.upload(image, qcow2).statusCode()).isEqualTo(204);
        assertThat(client.status(image)).isEqualTo("active");
    }

    @Test
    void anUploadWithAnotherTargetIsConverted() throws Exception {
        String image = client.create("disk_format", "qcow2", "diskmill_convert_to", "raw");

        assertThat(client.upload(image, qcow2).statusCode()).isEqualTo(204);
        assertThat(client.awaitActive(image).path("os_hash_value").asString())
                .isEqualTo(Sha256.of(raw));
    }

    @Test
    void aTaskShowsHowFarItIsWhileItsBytesComeIn() throws Exception {
        ServedPath served = served("/watched.raw", raw).slowly(500_000);
        String image = client.importFrom(served.uri(), "disk_format", "raw");

        await().untilAsserted(() -> {
            JsonNode progress = client.task(image).path("diskmill");
            assertThat(progress.path("phase").asString("")).isEqualTo("receiving");
            assertThat(progress.path("bytes_done").asLong()).isPositive();
            assertThat(progress.path("bytes_total").asLong()).isEqualTo(Files.size(raw));
            assertThat(progress.path("bytes_per_second").asLong()).isPositive();
            assertThat(progress.path("seconds_left").isNumber()).isTrue();
        });
        served.slowly(Long.MAX_VALUE);
        client.delete(image);
    }

    @Test
    void aDeleteStopsARunningDownloadWithinTwoSeconds() throws Exception {
        ServedPath served = served("/deleted.raw", raw).slowly(50_000);
        String image = client.importFrom(served.uri(), "disk_format", "raw");
        await().until(() -> client.task(image).path("diskmill").path("bytes_done").asLong() > 0);

        assertThat(client.delete(image).statusCode()).isEqualTo(204);

        await().atMost(Duration.ofSeconds(2)).until(() -> source.openConnections() == 0);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(diskmill.filesOf(image)).isEmpty());
        assertThat(client.send("GET", "/v2/images/" + image, null).statusCode()).isEqualTo(404);
    }

    @Test
    void aDeleteStopsARunningConversionWithinTwoSeconds() throws Exception {
        ServedPath served = served("/deleted.qcow2", qcow2);
        qemuImg.holdUp("convert");
        String image =
                client.importFrom(
                        served.uri(), "disk_format", "qcow2", "diskmill_convert_to", "raw");
        await().atMost(Duration.ofSeconds(30)).until(() -> qemuImg.isRunning("convert"));

        assertThat(client.delete(image).statusCode()).isEqualTo(204);

        await().atMost(Duration.ofSeconds(2)).until(() -> !qemuImg.isRunning("convert"));
        qemuImg.letGo();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(diskmill.filesOf(image)).isEmpty());
        assertThat(client.send("GET", "/v2/images/" + image, null).statusCode()).isEqualTo(404);
    }

    @Test
    void aSecondImportOfTheSameImageIsAConflict() throws Exception {
        ServedPath served = served("/twice.raw", raw).slowly(500_000);
        String image = client.importFrom(served.uri(), "disk_format", "raw");

        HttpResponse<String> second = client.requestImport(image, served.uri());

        assertThat(second.statusCode()).isEqualTo(409);
        served.slowly(Long.MAX_VALUE);
        client.delete(image);
    }

    @ParameterizedTest(name = "{0} is refused as {2}")
    @CsvSource({
        "/missing, qcow2, source-error",
        "/private, qcow2, source-error",
        "/page, qcow2, not-a-disk",
        "/page, , not-a-disk",
        "/empty, raw, empty",
        "/cut, raw, source-truncated",
        "/stalls, raw, source-too-slow",
        "/circle, raw, source-redirects",
        "/endless, raw, too-large",
        "/claimed-raw, raw, format-mismatch",
        "/backing, qcow2, unsafe",
        "/half, qcow2, damaged"
    })
    void whatIsWrongWithASourceIsToldAndLeavesNothing(String path, String claimed, String reason)
            throws Exception {
        serveWhatIsWrong();
        String image =
                claimed == null
                        ? client.importFrom(source.uri(path))
                        : client.importFrom(source.uri(path), "disk_format", claimed);

        JsonNode task = client.awaitFailure(image);

        assertThat(task.path("diskmill").path("reason").asString()).isEqualTo(reason);
        assertThat(task.path("message").asString())
                .isNotBlank()
                .doesNotContain(diskmill.folder().toString());
        assertThat(client.status(image)).isEqualTo("queued");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(diskmill.filesOf(image)).isEmpty());
    }

    @Test
    void aWrongExpectedChecksumIsRefusedWithBothValues() throws Exception {
        String wrong = "0".repeat(64);
        String image =
                client.importFrom(
                        served("/checked.raw", raw).uri(),
                        "disk_format",
                        "raw",
                        "diskmill_expected_checksum",
                        "sha256:" + wrong);

        JsonNode task = client.awaitFailure(image);

        assertThat(task.path("diskmill").path("reason").asString()).isEqualTo("checksum-mismatch");
        assertThat(task.path("message").asString()).contains(wrong).contains(Sha256.of(raw));
    }

    @Test
    void anUploadOfTheWrongFormatIsRefusedAndTheImageIsQueuedAgain() throws Exception {
        String image = client.create("disk_format", "raw");

        HttpResponse<String> answer = client.upload(image, qcow2);

        assertThat(answer.statusCode()).isBetween(400, 499);
        assertThat(answer.body()).contains("qcow2");
        assertThat(client.status(image)).isEqualTo("queued");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(diskmill.filesOf(image)).isEmpty());
    }

    private static void serveWhatIsWrong() throws IOException {
        source.answer("/missing", 404);
        source.answer("/private", 401);
        source.serve(
                "/page",
                "<!DOCTYPE html><html><body>Please log in</body></html>"
                        .getBytes(StandardCharsets.UTF_8));
        source.serve("/empty", new byte[0]);
        source.serve("/cut", Files.readAllBytes(raw)).withoutEtag().always(Fault.cutAfter(10_000));
        source.serve("/stalls", Files.readAllBytes(raw)).always(Fault.stallAfter(10_000));
        source.redirect("/circle", "/circle");
        source.serve("/endless", ServedBytes.pattern(100L << 20));
        source.serve("/claimed-raw", Files.readAllBytes(qcow2));
        source.serve("/backing", Files.readAllBytes(disks.broken().qcow2WithBackingFile()));
        byte[] whole = Files.readAllBytes(qcow2);
        source.serve("/half", Arrays.copyOf(whole, whole.length / 2));
    }

    private static ServedPath served(String path, Path disk) throws IOException {
        return source.serve(path, Files.readAllBytes(disk));
    }
}
