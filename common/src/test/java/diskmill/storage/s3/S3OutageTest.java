package diskmill.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import diskmill.storage.Keys;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectUpload;
import diskmill.storage.StoreUnavailable;
import diskmill.testkit.MinioServer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that dies, hangs and comes back, beneath uploads and downloads. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class S3OutageTest {

    private static final int MEBIBYTE = 1 << 20;
    private static final long ALL_MEMORY = 40L * MEBIBYTE;

    private static MinioServer server;

    private final ObjectKey key = Keys.fresh();
    private final byte[] content = new byte[32 * MEBIBYTE];
    private S3ObjectStore store;

    @BeforeAll
    static void startServer() {
        server = MinioServer.start();
    }

    @AfterAll
    static void endServer() {
        server.close();
    }

    @BeforeEach
    void open() {
        store = S3Servers.store(server.endpoint());
        new Random(5).nextBytes(content);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anUploadToAServerThatDiedFailsAndIsSalvagedWhenItIsBack() throws IOException {
        try (ObjectUpload upload = store.upload(key)) {
            upload.write(content, 0, 12 * MEBIBYTE);
            S3Servers.awaitFirstPart(store, key);
            server.kill();

            assertThatThrownBy(
                            () -> {
                                upload.write(content, 12 * MEBIBYTE, 20 * MEBIBYTE);
                                upload.complete();
                            })
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageNotContaining("127.0.0.1");
        } finally {
            server.restart();
        }

        await().untilAsserted(() -> assertThat(store.freeMemory()).isEqualTo(ALL_MEMORY));
        assertThat(store.leftovers(key.prefix())).hasSize(1);
        int salvaged = Math.toIntExact(store.salvage(key).orElseThrow().size());
        assertThat(salvaged).isGreaterThanOrEqualTo(5 * MEBIBYTE);
        assertThat(read()).isEqualTo(Arrays.copyOf(content, salvaged));
    }

    @Test
    void anUploadDuringARestartOfTheServerIsWholeOrNotThere() throws IOException {
        CompletableFuture<Void> back = new CompletableFuture<>();
        try (ObjectUpload upload = store.upload(key)) {
            upload.write(content, 0, 12 * MEBIBYTE);
            server.kill();
            Thread.ofPlatform()
                    .start(() -> {
                        server.restart();
                        back.complete(null);
                    });
            boolean completed = true;
            try {
                upload.write(content, 12 * MEBIBYTE, 20 * MEBIBYTE);
                upload.complete();
            } catch (StoreUnavailable awayForTooLong) {
                completed = false;
            }
            back.join();
            if (completed) {
                assertThat(read()).isEqualTo(content);
            } else {
                assertThat(store.find(key)).isEmpty();
            }
        }
    }

    @Test
    void aServerThatHangsIsGivenUp() throws IOException {
        try (ObjectUpload upload = store.upload(key)) {
            upload.write(content, 0, 6 * MEBIBYTE);
            S3Servers.awaitFirstPart(store, key);
            server.freeze();

            assertThatThrownBy(
                            () -> {
                                upload.write(content, 6 * MEBIBYTE, 26 * MEBIBYTE);
                                upload.complete();
                            })
                    .isInstanceOf(StoreUnavailable.class);
            assertThatThrownBy(() -> store.find(key)).isInstanceOf(StoreUnavailable.class);
        } finally {
            server.thaw();
        }
        await().untilAsserted(() -> assertThat(store.freeMemory()).isEqualTo(ALL_MEMORY));
    }

    @Test
    void anInterruptEndsAnUploadAtOnceThoughTheServerHangs() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        try {
            Thread writer =
                    Thread.ofVirtual()
                            .start(() -> {
                                try (ObjectUpload upload = store.upload(key)) {
                                    upload.write(content, 0, 6 * MEBIBYTE);
                                    S3Servers.awaitFirstPart(store, key);
                                    server.freeze();
                                    upload.write(content, 6 * MEBIBYTE, 26 * MEBIBYTE);
                                } catch (Throwable failure) {
                                    thrown.set(failure);
                                    flag.set(Thread.currentThread().isInterrupted());
                                }
                            });
            // two parts are on their way and cannot arrive, and a third waits
            await().until(() -> store.freeMemory() <= ALL_MEMORY - 15 * MEBIBYTE);
            writer.interrupt();

            assertThat(writer.join(Duration.ofSeconds(1))).isTrue();
            assertThat(thrown.get())
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("interrupted");
            assertThat(flag.get()).isTrue();
            await().atMost(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(store.freeMemory()).isEqualTo(ALL_MEMORY));
        } finally {
            server.thaw();
        }
    }

    @Test
    void aDownloadGoesOnWhenTheServerWasAwayForAMoment() throws IOException {
        put();
        try (InputStream range = store.open(key, 0, Long.MAX_VALUE)) {
            byte[] first = range.readNBytes(MEBIBYTE);
            server.kill();
            server.restart();
            byte[] rest = range.readAllBytes();

            assertThat(first).isEqualTo(Arrays.copyOf(content, MEBIBYTE));
            assertThat(rest).isEqualTo(Arrays.copyOfRange(content, MEBIBYTE, content.length));
        }
    }

    @Test
    void aDownloadFromAServerThatDiedFailsAndIsNeverShort() throws IOException {
        put();
        try (InputStream range = store.open(key, 0, Long.MAX_VALUE)) {
            range.readNBytes(MEBIBYTE);
            server.kill();

            assertThatThrownBy(range::readAllBytes)
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageNotContaining("127.0.0.1");
        } finally {
            server.restart();
        }
    }

    @Test
    void whileTheServerIsAwayNothingIsFoundMissing() {
        server.kill();
        try {
            assertThatThrownBy(() -> store.find(key)).isInstanceOf(StoreUnavailable.class);
            assertThatThrownBy(() -> store.open(key, 0, 1)).isInstanceOf(StoreUnavailable.class);
            assertThatThrownBy(() -> store.delete(key)).isInstanceOf(StoreUnavailable.class);
            assertThatThrownBy(() -> store.list(key.prefix())).isInstanceOf(StoreUnavailable.class);
            assertThatThrownBy(() -> store.leftovers(key.prefix()))
                    .isInstanceOf(StoreUnavailable.class);
            assertThatThrownBy(() -> store.salvage(key)).isInstanceOf(StoreUnavailable.class);
        } finally {
            server.restart();
        }
    }

    private void put() throws IOException {
        try (ObjectUpload upload = store.upload(key)) {
            upload.write(content, 0, content.length);
            upload.complete();
        }
    }

    private byte[] read() throws IOException {
        try (InputStream range = store.open(key, 0, Long.MAX_VALUE)) {
            return range.readAllBytes();
        }
    }
}
