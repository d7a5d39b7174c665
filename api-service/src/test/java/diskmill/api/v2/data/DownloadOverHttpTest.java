package diskmill.api.v2.data;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.image.HashAlgorithm;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadOverHttpTest extends BytesTest {

    private static final byte[] DISK = rawDisk(1_000_000);

    private String path = "";

    @BeforeEach
    void upload() {
        path = newRawImage();
        assertThat(put(path + "/file", DISK).statusCode()).isEqualTo(204);
    }

    @Test
    void withTheStoreAwayTheAnswerIs503AndNotThatTheBytesAreMissing() throws IOException {
        String path = newRawImage();
        put(path + "/file", rawDisk(1000));
        try (Away _ = Away.objects()) {
            HttpResponse<byte[]> answer = sendBytes(request(path + "/file").build());

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void theWholeImageComesWithItsDigests() {
        HttpResponse<byte[]> answer = sendBytes(request(path + "/file").build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(DISK);
        assertThat(header(answer, "Content-Type")).isEqualTo(OCTETS);
        assertThat(header(answer, "Content-Length")).isEqualTo("1000000");
        assertThat(header(answer, "Content-MD5")).isEqualTo(hex(HashAlgorithm.MD5, DISK));
        assertThat(header(answer, "ETag")).isEqualTo(tag());
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=10-19, 10, 20",
        "bytes=999990-, 999990, 1000000",
        "bytes=-10, 999990, 1000000",
        "bytes=-99999999999999999999, 0, 1000000",
        "bytes=999999-99999999999999999999, 999999, 1000000"
    })
    void aRangeComesAlone(String range, int from, int to) {
        HttpResponse<byte[]> answer =
                sendBytes(request(path + "/file").header("Range", range).build());

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(DISK, from, to));
        assertThat(header(answer, "Content-Range"))
                .isEqualTo("bytes %d-%d/1000000".formatted(from, to - 1));
        assertThat(answer.headers().firstValue("Content-MD5")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=1000000-",
                "bytes=2000000-3000000",
                "bytes=-0",
                "bytes=a-b",
                "bytes=-",
                "bytes=5-1",
                "bytes="
            })
    void aRangeThatHoldsNoneOfTheBytesIsToldTheSize(String range) {
        HttpResponse<byte[]> answer =
                sendBytes(request(path + "/file").header("Range", range).build());

        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(header(answer, "Content-Range")).isEqualTo("bytes */1000000");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes 10-19/1000000, 206",
        "bytes 10-19/*, 206",
        "bytes 1000000-1000001/*, 416",
        "bytes */1000000, 416",
        "10-19, 416"
    })
    void anOldClientAsksByContentRange(String range, int status) {
        HttpResponse<byte[]> answer =
                sendBytes(request(path + "/file").header("Content-Range", range).build());

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 206) {
            assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(DISK, 10, 20));
        }
    }

    @Test
    void ofTwoHeadersTheRightOneCounts() {
        HttpResponse<byte[]> answer =
                sendBytes(
                        request(path + "/file")
                                .header("Range", "bytes=0-4")
                                .header("Content-Range", "bytes 10-19/*")
                                .build());

        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(DISK, 0, 5));
    }

    @Test
    void severalRangesAreRefused() {
        assertThat(
                        sendBytes(request(path + "/file").header("Range", "bytes=0-1,5-6").build())
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void anotherUnitThanBytesCountsForNothing() {
        assertThat(
                        sendBytes(request(path + "/file").header("Range", "lines=1-2").build())
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aRangeHoldsOnlyForTheTagThatItWasMeantFor() {
        HttpRequest.Builder range = request(path + "/file").header("Range", "bytes=0-9");

        HttpResponse<byte[]> same = sendBytes(range.copy().header("If-Range", tag()).build());
        HttpResponse<byte[]> other = sendBytes(range.copy().header("If-Range", "\"x\"").build());

        assertThat(same.statusCode()).isEqualTo(206);
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @Test
    void whoHasTheBytesGetsNone() {
        HttpResponse<byte[]> answer =
                sendBytes(
                        request(path + "/file").header("If-None-Match", "\"x\", " + tag()).build());

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aHeadTellsWhatAGetWould() {
        HttpResponse<byte[]> answer =
                sendBytes(request(path + "/file").method("HEAD", BodyPublishers.noBody()).build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Length")).isEqualTo("1000000");
        assertThat(header(answer, "ETag")).isEqualTo(tag());
    }

    @Test
    void anImageWithoutBytesHasNoContent() {
        assertThat(sendBytes(request(newRawImage() + "/file").build()).statusCode()).isEqualTo(204);
    }

    @Test
    void aDeletedImagesBytesAreNotThere() {
        admin.delete(path);

        assertThat(sendBytes(request(path + "/file").build()).statusCode()).isEqualTo(404);
    }

    private static String tag() {
        return "\"" + hex(HashAlgorithm.SHA256, DISK) + "\"";
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("(none)");
    }
}
