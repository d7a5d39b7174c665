package diskmill.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import diskmill.storage.Keys;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectMissing;
import diskmill.storage.ObjectUpload;
import diskmill.storage.StoreUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that a real server gives when it is busy, full or not itself, from one that always gives the same. */
class S3AnswersTest {

    private final ObjectKey key = Keys.fresh();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private S3ObjectStore store;
    private volatile int status;
    private volatile String type = "application/xml";
    private volatile String body = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    requests.incrementAndGet();
                    exchange.getRequestBody().readAllBytes();
                    byte[] answer = body.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", type);
                    exchange.sendResponseHeaders(status, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
        store =
                S3ObjectStore.open(
                        S3Servers.settings(
                                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                                "bucket"));
    }

    @AfterEach
    void stop() {
        store.close();
        server.stop(0);
    }

    @Test
    void aFullStoreIsNamedInTheCauseAndNotAskedAgain() {
        answer(507, "XMinioStorageFull", "Storage backend has reached its minimum free drive");

        assertThatThrownBy(this::put)
                .isInstanceOf(StoreUnavailable.class)
                .hasMessage("the object store cannot be written now")
                .cause()
                .hasMessageContaining("507 XMinioStorageFull");
        assertThat(requests).hasValue(1);
    }

    @Test
    void aBusyStoreIsAskedAFewTimes() {
        answer(503, "SlowDown", "Please reduce your request rate");

        assertThatThrownBy(this::put).isInstanceOf(StoreUnavailable.class);
        assertThat(requests.get()).isBetween(3, 6);
    }

    @Test
    void anAnswerOfSomethingInBetweenIsNotThatOfTheStore() {
        status = 502;
        type = "text/html";
        body = "<html>Bad gateway</html>";

        assertThatThrownBy(() -> store.list(key.prefix())).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> store.open(key, 0, 1)).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(this::put).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void aMissingBucketIsNoMissingObject() {
        answer(404, "NoSuchBucket", "The specified bucket does not exist");

        assertThatThrownBy(() -> store.open(key, 0, 1)).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> store.list(key.prefix())).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(this::put).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void aMissingObjectIsNotAskedForAgain() {
        answer(404, "NoSuchKey", "The specified key does not exist");

        assertThatThrownBy(() -> store.open(key, 0, 1)).isInstanceOf(ObjectMissing.class);
        assertThat(requests).hasValue(1);
    }

    @Test
    void whatFailsFreesItsMemory() {
        answer(403, "AccessDenied", "Access Denied");

        assertThatThrownBy(this::put).isInstanceOf(StoreUnavailable.class);
        assertThat(store.freeMemory()).isEqualTo(40L << 20);
        assertThat(requests).hasValue(1);
    }

    private void answer(int withStatus, String code, String message) {
        status = withStatus;
        body =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
                        .formatted(code, message);
    }

    private void put() throws IOException {
        try (ObjectUpload upload = store.upload(key)) {
            upload.write(new byte[] {1}, 0, 1);
            upload.complete();
        }
    }
}
