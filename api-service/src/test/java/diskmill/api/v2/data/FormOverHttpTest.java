package diskmill.api.v2.data;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An image by one form, as browsers send it. */
class FormOverHttpTest extends FaceTest {

    private static final String FORM = "/v2/images/form";
    private static final String IMAGE =
            "{\"name\": \"麒麟\", \"disk_format\": \"raw\", \"container_format\": \"bare\"}";

    private As owner;

    @BeforeEach
    void logIn() {
        owner = newUser("member");
    }

    @Test
    void aFormMakesAnActiveImage() {
        HttpResponse<String> answer =
                send(part("image", IMAGE) + file("file", "磁盘.raw", "a raw disk") + end());

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).get("name").stringValue()).isEqualTo("麒麟");
        assertThat(json(answer).get("status").stringValue()).isEqualTo("active");
        assertThat(json(answer).get("size").intValue()).isEqualTo(10);
        String path = json(answer).get("self").stringValue();
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith(path);
        assertThat(owner.get(path + "/file").body()).isEqualTo("a raw disk");
    }

    @Test
    void theBytesMayHoldWhatLooksLikeABoundary() {
        String bytes = "\r\n--another\r\n--\r\n----form";

        String path =
                json(send(part("image", IMAGE) + file("file", "x", bytes) + end()))
                        .get("self")
                        .stringValue();

        assertThat(owner.get(path + "/file").body()).isEqualTo(bytes);
    }

    @Test
    void bytesThatAreRefusedLeaveNoImage() {
        String qcow2 = IMAGE.replace("raw", "qcow2");

        HttpResponse<String> answer =
                send(part("image", qcow2) + file("file", "x", "no qcow2 at all") + end());

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(json(answer).get("message").stringValue()).contains("qcow2");
        assertThat(images()).isEmpty();
    }

    @Test
    void aFormThatBreaksOffLeavesNoImage() throws IOException {
        String begun = part("image", IMAGE) + file("file", "x", "the first bytes");
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(
                            """
                            POST /v2/images/form HTTP/1.1\r
                            Host: x\r
                            X-Auth-Token: %s\r
                            Content-Type: multipart/form-data; boundary=form\r
                            Content-Length: 100000\r
                            \r
                            %s\
                            """
                                    .formatted(owner.token(), begun)
                                    .getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            try (InputStream answer = socket.getInputStream()) {
                assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8))
                        .doesNotContain(" 201 ")
                        .doesNotContain(" 500 ");
            }
        }

        assertThat(images()).isEmpty();
    }

    @Test
    void aPartsNameThatCannotBeDecodedIsRefused() {
        assertThat(
                        send(part("=?UTF-8?B?A?=", IMAGE) + file("file", "x", "bytes") + end())
                                .statusCode())
                .isEqualTo(400);
        assertThat(
                        send(part("image", IMAGE) + file("file", "=?UTF-8?B?A?=", "bytes") + end())
                                .statusCode())
                .isEqualTo(400);
        assertThat(images()).isEmpty();
    }

    @Test
    void bytesThatAreRefusedLeaveNoProtectedImageEither() {
        String image =
                IMAGE.replace("raw", "qcow2").replace("\"name\"", "\"protected\": true, \"name\"");

        assertThat(send(part("image", image) + file("file", "x", "no qcow2") + end()).statusCode())
                .isEqualTo(415);
        assertThat(images()).isEmpty();
    }

    @Test
    void aFormWithoutItsEndIsRefused() {
        HttpResponse<String> answer =
                send(part("image", IMAGE) + file("file", "x", "the first bytes"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(images()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "image", "file image", "other file", "image other", "image image"})
    void partsInAnotherOrderAreRefused(String names) {
        StringBuilder body = new StringBuilder();
        for (String name : names.isEmpty() ? new String[0] : names.split(" ")) {
            body.append(part(name, name.equals("image") ? IMAGE : "bytes"));
        }

        HttpResponse<String> answer = send(body + end());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("message").stringValue()).contains("part");
        assertThat(images()).isEmpty();
    }

    /** What follows the bytes is known only after them, when the store has them all but for their name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "the image must be the first part: image",
                "another part is named: colour",
                "what cannot be decoded is no end: =?UTF-8?B?A?="
            })
    void aPartAfterTheFileIsRefusedAndLeavesNeitherImageNorBytes(String after) {
        String name = after.substring(after.indexOf(": ") + 2);
        List<Path> before = storedFiles("");
        for (String bytes : List.of("", "a raw disk", "a raw disk".repeat(1 << 20))) {
            HttpResponse<String> answer =
                    send(
                            part("image", IMAGE)
                                    + file("file", "x", bytes)
                                    + part(name, IMAGE)
                                    + end());

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).get("message").stringValue())
                    .contains(
                            switch (name) {
                                case "image" -> "it must be the first";
                                case "colour" -> "'colour'";
                                default -> "cannot be understood";
                            });
            assertThat(images()).isEmpty();
        }

        // garbage that is noted for later would still lie there
        assertThat(storedFiles("")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "[]", "{\"disk_format\": \"nonsense\"}", "{\"id\": 1}"})
    void anImageThatCannotBeIsRefused(String image) {
        HttpResponse<String> answer =
                send(part("image", image) + file("file", "x", "bytes") + end());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(images()).isEmpty();
    }

    @Test
    void anImageWithoutFormatsCannotTakeBytes() {
        HttpResponse<String> answer =
                send(part("image", "{}") + file("file", "x", "bytes") + end());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("message").stringValue()).contains("disk_format");
        assertThat(images()).isEmpty();
    }

    @Test
    void anotherBodyIsNoForm() {
        assertThat(owner.post(FORM, IMAGE).statusCode()).isEqualTo(415);
        assertThat(
                        send(
                                        "POST",
                                        FORM,
                                        "x",
                                        Map.of(
                                                "X-Auth-Token",
                                                owner.token(),
                                                "Content-Type",
                                                "multipart/form-data"))
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aReaderMayNot() {
        owner = newUser("reader");

        assertThat(send(part("image", IMAGE) + file("file", "x", "bytes") + end()).statusCode())
                .isEqualTo(403);
    }

    private HttpResponse<String> send(String body) {
        return send(
                "POST",
                FORM,
                body,
                Map.of(
                        "X-Auth-Token",
                        owner.token(),
                        "Content-Type",
                        "multipart/form-data; boundary=form"));
    }

    private Iterable<?> images() {
        return json(owner.get("/v2/images?visibility=shared")).get("images");
    }

    private static String part(String name, String content) {
        return "--form\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(name, content);
    }

    private static String file(String name, String file, String content) {
        return "--form\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n%s\r\n"
                .formatted(name, file, content);
    }

    private static String end() {
        return "--form--\r\n";
    }
}
