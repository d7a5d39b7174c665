package diskmill.api.v2.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.image.HashAlgorithm;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What clients do on a bare connection. They must send 10 KB/s over 4 s here. */
class StalledUploadOverHttpTest extends BytesTest {

    private static final String CHUNKED = "Transfer-Encoding: chunked";
    private static final int PATIENCE_MILLIS = 20_000;

    @Autowired private UploadPlaces places;

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 10000000", CHUNKED})
    void aClientThatStallsIsToldSoAndItsImageIsQueuedWithoutBytes(String length) throws Exception {
        String path = newRawImage();

        try (Socket client = connect()) {
            sendHead(client, path, length);
            send(client, length, rawDisk(1_000_000));

            assertThat(answer(client)).isEqualTo("HTTP/1.1 408");
        }
        assertQueuedWithoutBytes(path, "upload-incomplete");
        assertThat(json(admin.get(path + "/tasks")).at("/tasks/0/message").stringValue())
                .contains("10240 bytes a second over 4 seconds");
    }

    @Test
    void aClientThatSendsNothingAtAllIsToldSoAndItsPlaceIsFree() throws Exception {
        String path = newRawImage();

        try (Socket client = connect()) {
            sendHead(client, path, "Content-Length: 10000000");

            assertThat(answer(client)).isEqualTo("HTTP/1.1 408");
        }
        assertQueuedWithoutBytes(path, "upload-incomplete");
        await().until(() -> places.left() == 64);
    }

    @Test
    void aClientThatCrawlsIsToldSo() throws Exception {
        String path = newRawImage();

        try (Socket client = connect()) {
            sendHead(client, path, "Content-Length: 10000000");
            OutputStream out = client.getOutputStream();
            byte[] little = rawDisk(100);
            await().atMost(Duration.ofMillis(PATIENCE_MILLIS))
                    .until(() -> {
                        out.write(little);
                        return client.getInputStream().available() > 0;
                    });

            assertThat(answer(client)).isEqualTo("HTTP/1.1 408");
        }
        assertQueuedWithoutBytes(path, "upload-incomplete");
    }

    /** Were it not heard by the thread that waits, the answer would be the 408 of a client that stalls. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 10000000", CHUNKED})
    void aDeleteEndsAnUploadWhoseClientSendsNothing(String length) throws Exception {
        String path = newRawImage();

        try (Socket client = connect()) {
            sendHead(client, path, length);
            send(client, length, rawDisk(1_000_000));
            await().until(() -> status(path).equals("saving"));

            assertThat(admin.delete(path).statusCode()).isEqualTo(204);

            assertThat(answer(client)).isEqualTo("HTTP/1.1 410");
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> storedFiles(path).isEmpty());
    }

    @Test
    void aBodyShorterThanItsLengthIsRefused() throws Exception {
        String path = newRawImage();

        try (Socket client = connect()) {
            sendHead(client, path, "Content-Length: 1000000");
            client.getOutputStream().write(rawDisk(999_999));
            client.shutdownOutput();

            assertThat(answer(client)).isEqualTo("HTTP/1.1 400");
        }
        assertQueuedWithoutBytes(path, "upload-incomplete");
    }

    /** HTTP/1.1 has no other mark of a body's end, so what is longer looks like two. */
    @Test
    void ofABodyLongerThanItsLengthTheImageIsWhatTheLengthSaysAndTheRestIsNoRequest()
            throws Exception {
        String path = newRawImage();
        String other = newRawImage();
        byte[] disk = rawDisk(100_000);

        try (Socket client = connect()) {
            sendHead(client, path, "Content-Length: " + disk.length);
            client.getOutputStream().write(disk);
            client.getOutputStream()
                    .write(
                            "DELETE %s HTTP/1.1\r\nHost: localhost\r\nX-Auth-Token: %s\r\n\r\n"
                                    .formatted(other, admin.token())
                                    .getBytes(US_ASCII));

            assertThat(answer(client)).isEqualTo("HTTP/1.1 204");
            assertThat(rest(client)).contains("Connection: close").doesNotContain("HTTP/1.1");
        }
        JsonNode image = json(admin.get(path));
        assertThat(image.get("status").stringValue()).isEqualTo("active");
        assertThat(image.get("checksum").stringValue()).isEqualTo(hex(HashAlgorithm.MD5, disk));
        assertThat(status(other)).isEqualTo("queued");
    }

    private static void send(Socket client, String length, byte[] bytes) throws IOException {
        OutputStream out = client.getOutputStream();
        if (length.equals(CHUNKED)) {
            out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(US_ASCII));
        }
        out.write(bytes);
        if (length.equals(CHUNKED)) {
            out.write("\r\n".getBytes(US_ASCII));
        }
        out.flush();
    }

    private static String answer(Socket client) throws IOException {
        client.setSoTimeout(PATIENCE_MILLIS);
        return new String(client.getInputStream().readNBytes(12), US_ASCII);
    }

    /** Until the server ends the connection, in whatever way. */
    private static String rest(Socket client) {
        StringBuilder rest = new StringBuilder();
        try {
            int next;
            while ((next = client.getInputStream().read()) >= 0) {
                rest.append((char) next);
            }
        } catch (IOException reset) {
            return rest.toString();
        }
        return rest.toString();
    }
}
