package diskmill.api.v2.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import diskmill.image.Digest;
import diskmill.image.HashAlgorithm;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/** A test about an image's bytes. */
abstract class BytesTest extends FaceTest {

    static final String OCTETS = "application/octet-stream";

    As admin;

    @BeforeEach
    void logIn() {
        admin = new As(adminToken());
    }

    /** Nothing that is recognised as anything, so a raw disk. */
    static byte[] rawDisk(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    String newRawImage() {
        return admin.newImage("{\"disk_format\": \"raw\", \"container_format\": \"bare\"}");
    }

    HttpResponse<byte[]> put(String path, byte[] bytes) {
        return put(path, BodyPublishers.ofByteArray(bytes));
    }

    HttpResponse<byte[]> put(String path, BodyPublisher body) {
        return sendBytes(request(path).header("Content-Type", OCTETS).PUT(body).build());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address(path)).header("X-Auth-Token", admin.token());
    }

    String status(String path) {
        return json(admin.get(path)).get("status").stringValue();
    }

    static String hex(HashAlgorithm algorithm, byte[] bytes) {
        return Digest.of(algorithm, algorithm.newDigest().digest(bytes)).hex();
    }

    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    void sendHead(Socket client, String path, String length) throws IOException {
        client.getOutputStream()
                .write(
                        "PUT %s/file HTTP/1.1\r\nHost: localhost\r\nX-Auth-Token: %s\r\nContent-Type: %s\r\n%s\r\n\r\n"
                                .formatted(path, admin.token(), OCTETS, length)
                                .getBytes(US_ASCII));
    }

    void assertQueuedWithoutBytes(String path, String reason) {
        JsonNode image = json(admin.get(path));
        assertThat(image.get("status").stringValue()).isEqualTo("queued");
        assertThat(image.get("size").isNull()).isTrue();
        assertThat(json(admin.get(path + "/tasks")).at("/tasks/0/diskmill/reason").stringValue())
                .isEqualTo(reason);
        assertThat(storedFiles(path)).isEmpty();
    }
}
