package diskmill.api.v2.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.api.BreakableStore;
import diskmill.image.HashAlgorithm;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class UploadOverHttpTest extends BytesTest {

    /** The default. */
    private static final int UPLOADS_AT_ONCE = 64;

    @Autowired private BreakableStore store;
    @Autowired private UploadPlaces places;
    @Autowired private ServletContext server;

    @Test
    void anUploadIsAnsweredWhenTheImageIsActive() {
        String path = newRawImage();
        byte[] disk = rawDisk(3 << 20);

        HttpResponse<byte[]> answer = put(path + "/file", disk);

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(204);
        JsonNode image = json(admin.get(path));
        assertThat(image.get("status").stringValue()).isEqualTo("active");
        assertThat(image.get("size").longValue()).isEqualTo(disk.length);
        assertThat(image.get("checksum").stringValue()).isEqualTo(hex(HashAlgorithm.MD5, disk));
        assertThat(image.get("os_hash_algo").stringValue()).isEqualTo("sha256");
        assertThat(image.get("os_hash_value").stringValue())
                .isEqualTo(hex(HashAlgorithm.SHA256, disk));
    }

    @Test
    void anUploadInChunksNeedsNoLength() {
        String path = newRawImage();
        byte[] disk = rawDisk(1 << 20);

        HttpResponse<byte[]> answer =
                put(
                        path + "/file",
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(disk)));

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(204);
        assertThat(json(admin.get(path)).get("size").longValue()).isEqualTo(disk.length);
    }

    @Test
    void anotherContentTypeIsRefusedBeforeTheImageIsTouched() {
        String path = newRawImage();

        for (String type :
                new String[] {
                    "application/json", "application/x-www-form-urlencoded", "text/plain"
                }) {
            assertThat(admin.put(path + "/file", type, "x=y").statusCode()).as(type).isEqualTo(415);
        }
        assertThat(json(admin.get(path + "/tasks")).get("tasks").size()).isZero();
    }

    @Test
    void aBodyThatCallsItselfAFormIsRefusedAndNotRead() throws Exception {
        String path = newRawImage();

        try (Socket client = connect()) {
            client.getOutputStream()
                    .write(
                            "PUT %s/file HTTP/1.1\r\nHost: localhost\r\nX-Auth-Token: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9999999999\r\n\r\n"
                                    .formatted(path, admin.token())
                                    .getBytes(US_ASCII));

            byte[] answer = client.getInputStream().readNBytes(12);
            assertThat(new String(answer, US_ASCII)).isEqualTo("HTTP/1.1 415");
        }
    }

    @Test
    void aSizeThatContradictsTheLengthIsRefused() {
        String path = newRawImage();

        HttpResponse<byte[]> answer =
                sendBytes(
                        request(path + "/file")
                                .header("Content-Type", OCTETS)
                                .header("x-openstack-image-size", "7")
                                .PUT(BodyPublishers.ofByteArray(rawDisk(100)))
                                .build());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(status(path)).isEqualTo("queued");
    }

    @Test
    void aBodyInChunksMustHaveTheSizeThatWasSaid() {
        for (int size : new int[] {999, 1001}) {
            String path = newRawImage();

            HttpResponse<byte[]> answer =
                    sendBytes(
                            request(path + "/file")
                                    .header("Content-Type", OCTETS)
                                    .header("x-openstack-image-size", "1000")
                                    .PUT(
                                            BodyPublishers.ofInputStream(
                                                    () -> new ByteArrayInputStream(rawDisk(size))))
                                    .build());

            assertThat(answer.statusCode()).as("%d bytes", size).isEqualTo(400);
            assertQueuedWithoutBytes(path, "upload-incomplete");
        }
    }

    @Test
    void anImageWithoutFormatsTakesNoBytes() {
        String path = admin.newImage("{}");

        HttpResponse<byte[]> answer = put(path + "/file", rawDisk(100));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer)).contains("container_format");
    }

    @Test
    void anActiveImageTakesNoOtherBytes() {
        String path = newRawImage();
        put(path + "/file", rawDisk(1000));

        assertThat(put(path + "/file", rawDisk(1000)).statusCode()).isEqualTo(409);
        assertThat(put(path + "/stage", rawDisk(1000)).statusCode()).isEqualTo(409);
    }

    @Test
    void aWebPageIsNoDisk() {
        String path =
                admin.newImage("{\"disk_format\": \"qcow2\", \"container_format\": \"bare\"}");

        HttpResponse<byte[]> answer =
                put(
                        path + "/file",
                        "<!DOCTYPE html><html><body>404</body></html>".getBytes(US_ASCII));

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(415);
        assertThat(status(path)).isEqualTo("queued");
        assertThat(storedFiles(path)).isEmpty();
    }

    @Test
    void noBytesAreNoImage() {
        String path = newRawImage();

        assertThat(put(path + "/file", new byte[0]).statusCode()).isEqualTo(400);
        assertQueuedWithoutBytes(path, "empty");
    }

    @Test
    void anotherDigestThanTheExpectedOneIsRefusedWithBoth() {
        String expected = "0".repeat(64);
        String path =
                admin.newImage(
                        "{\"disk_format\": \"raw\", \"container_format\": \"bare\", \"diskmill_expected_checksum\": \"sha256:%s\"}"
                                .formatted(expected));
        byte[] disk = rawDisk(5000);

        HttpResponse<byte[]> answer = put(path + "/file", disk);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer)).contains(expected, hex(HashAlgorithm.SHA256, disk));
        assertQueuedWithoutBytes(path, "checksum-mismatch");
    }

    @Test
    void afterARefusalTheRightBytesCanBeSent() {
        String path = newRawImage();
        put(path + "/file", new byte[0]);

        assertThat(put(path + "/file", rawDisk(5000)).statusCode()).isEqualTo(204);
        assertThat(status(path)).isEqualTo("active");
    }

    @Test
    void aClientThatHangsUpLeavesAQueuedImageAndNoBytes() throws Exception {
        String path = newRawImage();

        try (Socket client = connect()) {
            sendHead(client, path, "Content-Length: 10000000");
            client.getOutputStream().write(rawDisk(2_000_000));
            client.getOutputStream().flush();
            await().until(() -> status(path).equals("saving"));
        }

        await().atMost(Duration.ofSeconds(10)).until(() -> status(path).equals("queued"));
        assertQueuedWithoutBytes(path, "upload-incomplete");
    }

    @Test
    void aClientThatHangsUpInAChunkLeavesAQueuedImageAndNoBytes() throws Exception {
        String path = newRawImage();

        try (Socket client = connect()) {
            sendHead(client, path, "Transfer-Encoding: chunked");
            client.getOutputStream().write("F4240\r\n".getBytes(US_ASCII));
            client.getOutputStream().write(rawDisk(900_000));
            client.getOutputStream().flush();
            await().until(() -> status(path).equals("saving"));
        }

        await().atMost(Duration.ofSeconds(10)).until(() -> status(path).equals("queued"));
        assertQueuedWithoutBytes(path, "upload-incomplete");
    }

    @Test
    void aDeleteStopsTheUploadAndItsBytesGo() throws Exception {
        String path = newRawImage();

        try (Socket client = connect()) {
            sendHead(client, path, "Content-Length: 100000000");
            OutputStream out = client.getOutputStream();
            out.write(rawDisk(1_000_000));
            out.flush();
            await().until(() -> status(path).equals("saving"));
            assertThat(admin.delete(path).statusCode()).isEqualTo(204);

            byte[] more = rawDisk(10_000);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> {
                        out.write(more);
                        return client.getInputStream().available() > 0;
                    });
            byte[] answer = new byte[12];
            assertThat(client.getInputStream().readNBytes(answer, 0, 12)).isEqualTo(12);
            assertThat(new String(answer, US_ASCII)).isEqualTo("HTTP/1.1 410");
        }

        await().atMost(Duration.ofSeconds(10)).until(() -> storedFiles(path).isEmpty());
    }

    @Test
    void aClientThatReadsNoAnswerBeforeItHasSentAllStillGetsTheReason() throws Exception {
        String path =
                admin.newImage("{\"disk_format\": \"qcow2\", \"container_format\": \"bare\"}");
        byte[] page = new byte[64 << 20];
        Arrays.fill(page, (byte) ' ');
        byte[] begin = "<!DOCTYPE html><html>".getBytes(US_ASCII);
        System.arraycopy(begin, 0, page, 0, begin.length);

        try (Socket client = connect()) {
            sendHead(client, path, "Connection: close\r\nContent-Length: " + page.length);
            client.getOutputStream().write(page);
            client.getOutputStream().flush();

            String answer = new String(client.getInputStream().readAllBytes(), US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 415");
        }
    }

    @Test
    void aStoreThatTakesNothingIsToldToTheClientAndLeavesAQueuedImage() throws IOException {
        String path = newRawImage();
        try (Away _ = Away.incoming()) {
            HttpResponse<byte[]> answer = put(path + "/file", rawDisk(3 << 20));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
        assertQueuedWithoutBytes(path, "interrupted");
        assertThat(put(path + "/file", rawDisk(3 << 20)).statusCode()).isEqualTo(204);
    }

    @Test
    void anErrorOfThisProcessLeavesAQueuedImage() {
        String path = newRawImage();
        store.breakDown(true);
        try {
            assertThat(put(path + "/file", rawDisk(3 << 20)).statusCode()).isEqualTo(500);
        } finally {
            store.breakDown(false);
        }
        assertQueuedWithoutBytes(path, "interrupted");
    }

    @Test
    void oneUploadTooManyIsToldToComeLaterAndChangesNothing() {
        String path = newRawImage();
        List<UploadPlaces.Place> taken = new ArrayList<>();
        awaitAllPlacesAreLeft();
        try {
            while (places.left() > 0) {
                taken.add(places.take());
            }
            for (String end : List.of("/file", "/stage")) {
                HttpResponse<byte[]> answer = put(path + end, rawDisk(1000));

                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
                assertThat(text(answer)).contains("send it again");
            }
        } finally {
            taken.forEach(UploadPlaces.Place::close);
        }

        assertThat(json(admin.get(path + "/tasks")).get("tasks").size()).isZero();
        assertThat(put(path + "/file", rawDisk(1000)).statusCode()).isEqualTo(204);
    }

    @Test
    void everyUploadGivesItsPlaceBackHoweverItEnds() throws Exception {
        String path = newRawImage();

        put(path + "/file", new byte[0]);
        put(admin.newImage("{}") + "/file", rawDisk(100));
        try (Socket client = connect()) {
            sendHead(client, path, "Content-Length: 10000000");
            client.getOutputStream().write(rawDisk(2_000_000));
            client.getOutputStream().flush();
            await().until(() -> places.left() < UPLOADS_AT_ONCE);
        }
        awaitAllPlacesAreLeft();
        put(newRawImage() + "/file", rawDisk(1000));

        awaitAllPlacesAreLeft();
    }

    @Test
    void aBodyInPartsIsRefusedBeforeTheImageIsTouchedAndIsWrittenNowhere() throws IOException {
        String path = newRawImage();

        for (String type :
                new String[] {"multipart/form-data; boundary=x", "multipart/form-data"}) {
            assertThat(
                            admin.put(
                                            path + "/file",
                                            type,
                                            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"disk\"\r\n\r\n"
                                                    + "bytes".repeat(100_000)
                                                    + "\r\n--x--\r\n")
                                    .statusCode())
                    .as(type)
                    .isEqualTo(415);
        }
        assertThat(json(admin.get(path + "/tasks")).get("tasks").size()).isZero();
        try (Stream<Path> written = Files.walk(serversFolder())) {
            assertThat(written.filter(Files::isRegularFile)).isEmpty();
        }
    }

    /** Where Tomcat writes the parts of a body, if it reads them. */
    private Path serversFolder() {
        return ((File) server.getAttribute(ServletContext.TEMPDIR)).toPath();
    }

    private void awaitAllPlacesAreLeft() {
        await().atMost(Duration.ofSeconds(10)).until(() -> places.left() == UPLOADS_AT_ONCE);
    }
}
