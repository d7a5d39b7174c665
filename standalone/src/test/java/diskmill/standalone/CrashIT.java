package diskmill.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.testkit.Sha256;
import diskmill.testkit.disk.QemuImg;
import diskmill.testkit.disk.SampleDisks;
import diskmill.testkit.source.ServedPath;
import diskmill.testkit.source.TestSource;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill -9} in each phase of an import, and what is found after the next start. */
class CrashIT {

    @TempDir private static Path folder;

    private static TestSource source;
    private static HeldUpQemuImg qemuImg;
    private static RunningDiskmill diskmill;
    private static Path raw;
    private static Path qcow2;

    @BeforeAll
    static void start() throws Exception {
        source = TestSource.start();
        qemuImg = new HeldUpQemuImg(folder);
        SampleDisks disks = SampleDisks.in(Files.createDirectories(folder.resolve("disks")));
        raw = disks.raw();
        qcow2 = disks.qcow2();
        diskmill =
                RunningDiskmill.start(
                        folder.resolve("data"),
                        "diskmill.qemu-img.executable=" + qemuImg.program(),
                        "diskmill.attempt.upload-lease=10s");
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
    void anImportWhoseBytesWereComingInBecomesActive() throws Exception {
        ServedPath served = source.serve("/receiving.raw", Files.readAllBytes(raw)).slowly(200_000);
        ImageClient client = diskmill.client();
        String image = client.importFrom(served.uri(), "disk_format", "raw");
        await().until(() -> client.task(image).path("diskmill").path("bytes_done").asLong() > 0);

        diskmill.kill();
        served.slowly(Long.MAX_VALUE);
        diskmill.startAgain();

        assertActiveWith(image, raw);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "convert"})
    void anImportThatQemuImgWasAtBecomesActive(String subcommand) throws Exception {
        URI uri = source.serve("/" + subcommand + ".qcow2", Files.readAllBytes(qcow2)).uri();
        qemuImg.holdUp(subcommand);
        ImageClient client = diskmill.client();
        String image = client.importFrom(uri, "disk_format", "qcow2", "diskmill_convert_to", "raw");
        await().atMost(Duration.ofSeconds(30)).until(() -> qemuImg.isHolding(subcommand));

        diskmill.kill();
        qemuImg.letGo();
        diskmill.startAgain();

        assertActiveWith(image, raw);
    }

    @Test
    void aConversionWhoseResultWasBeingStoredBecomesActive() throws Exception {
        // so much that its digests take longer than the kill; mostly holes
        Path large = SampleDisks.bootableDisk(folder.resolve("large.raw"), 512L << 20, 7);
        Path packed = folder.resolve("large.qcow2");
        QemuImg.succeed("convert", "-f", "raw", "-O", "qcow2", large.toString(), packed.toString());
        URI uri = source.serve("/large.qcow2", Files.readAllBytes(packed)).uri();
        qemuImg.holdUp("convert");
        ImageClient client = diskmill.client();
        String image = client.importFrom(uri, "disk_format", "qcow2", "diskmill_convert_to", "raw");
        await().atMost(Duration.ofSeconds(30)).until(() -> qemuImg.isHolding("convert"));
        qemuImg.letGo();
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !qemuImg.isRunning("convert"));
        assertThat(client.status(image)).isEqualTo("importing");

        diskmill.kill();
        diskmill.startAgain();

        var shown = diskmill.client().awaitActive(image);
        assertThat(shown.path("size").asLong()).isEqualTo(Files.size(large));
        assertThat(shown.path("os_hash_value").asString()).isEqualTo(Sha256.of(large));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(diskmill.filesOf(image)).hasSize(1));
    }

    @Test
    void anUploadThatWaitedForItsConversionBecomesActive() throws Exception {
        ImageClient client = diskmill.client();
        String image = client.create("disk_format", "qcow2", "diskmill_convert_to", "raw");
        qemuImg.holdUp("convert");
        var upload = new FutureTask<>(() -> client.upload(image, qcow2));
        Thread.startVirtualThread(upload);
        await().atMost(Duration.ofSeconds(30)).until(() -> qemuImg.isHolding("convert"));
        assertThat(upload.isDone()).isFalse();

        diskmill.kill();
        qemuImg.letGo();
        diskmill.startAgain();

        assertThat(upload)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(IOException.class);
        assertActiveWith(image, raw);
    }

    @Test
    void importsThatStillWaitedBecomeActive() throws Exception {
        ServedPath served = source.serve("/waiting.raw", Files.readAllBytes(raw)).slowly(200_000);
        ImageClient client = diskmill.client();
        List<String> images = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            images.add(client.importFrom(served.uri(), "disk_format", "raw"));
        }

        diskmill.kill();
        served.slowly(Long.MAX_VALUE);
        diskmill.startAgain();

        for (String image : images) {
            assertActiveWith(image, raw);
        }
    }

    @Test
    void anUploadThatWasCutIsQueuedAgainWithNoBytes() throws Exception {
        ImageClient client = diskmill.client();
        String image = client.create("disk_format", "raw");
        try (Socket upload = beginUpload(client, image)) {
            await().until(() -> client.status(image).equals("saving"));
            diskmill.kill();
            assertThat(upload.isConnected()).isTrue();
        }
        diskmill.startAgain();

        ImageClient again = diskmill.client();
        await().atMost(Duration.ofMinutes(1)).until(() -> again.status(image).equals("queued"));
        assertThat(again.show(image).path("size").isNull()).isTrue();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(diskmill.filesOf(image)).isEmpty());
        assertThat(again.upload(image, raw).statusCode()).isEqualTo(204);
        assertActiveWith(image, raw);
    }

    @Test
    void stagedBytesAreStillThereToImport() throws Exception {
        ImageClient client = diskmill.client();
        String image = client.create("disk_format", "qcow2", "diskmill_convert_to", "raw");
        assertThat(client.stage(image, qcow2).statusCode()).isEqualTo(204);

        diskmill.kill();
        diskmill.startAgain();

        ImageClient again = diskmill.client();
        assertThat(
                        again.send(
                                        "POST",
                                        "/v2/images/" + image + "/import",
                                        "{\"method\": {\"name\": \"glance-direct\"}}")
                                .statusCode())
                .isEqualTo(202);
        assertActiveWith(image, raw);
    }

    @Test
    void aTokenFromBeforeTheKillIsStillValid() throws Exception {
        ImageClient client = diskmill.client();

        diskmill.kill();
        diskmill.startAgain();

        assertThat(client.send("GET", "/v2/images", null).statusCode()).isEqualTo(200);
    }

    private static void assertActiveWith(String image, Path content) throws Exception {
        ImageClient client = diskmill.client();
        assertThat(client.awaitActive(image).path("os_hash_value").asString())
                .isEqualTo(Sha256.of(content));
        assertThat(client.downloadedDigest(image)).isEqualTo(Sha256.of(content));
    }

    /** Sends the head of a PUT and a part of its body. */
    private static Socket beginUpload(ImageClient client, String image) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), diskmill.port());
        OutputStream out = socket.getOutputStream();
        List<String> head =
                List.of(
                        "PUT /v2/images/%s/file HTTP/1.1".formatted(image),
                        "Host: localhost",
                        "X-Auth-Token: " + client.token(),
                        "Content-Type: application/octet-stream",
                        "Content-Length: 4000000",
                        "",
                        "");
        out.write(String.join("\r\n", head).getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[1_000_000]);
        out.flush();
        return socket;
    }
}
