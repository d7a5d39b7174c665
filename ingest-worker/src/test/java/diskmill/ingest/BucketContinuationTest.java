package diskmill.ingest;

import static diskmill.testkit.source.ServedBytes.patternBytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.event.ImageEvent.Ingested;
import diskmill.image.Digest;
import diskmill.image.HashAlgorithm;
import diskmill.storage.ObjectStore;
import diskmill.storage.s3.S3StorageConfiguration;
import diskmill.testkit.MinioServer;
import diskmill.testkit.source.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The same on a real server: what is salvaged there is what had been sent, and a part costs at most itself. */
class BucketContinuationTest {

    private static final int PART = 5 << 20;
    private static final int SIZE = 20 << 20;

    /** With one part in flight, so many bytes show that two parts have arrived, whatever lies in the ring of buffers. */
    private static final int SENT = 3 * PART + (3 << 20);

    private static ConfigurableApplicationContext stores;

    @TempDir private Path folder;

    @BeforeAll
    static void open() {
        stores =
                new SpringApplicationBuilder(S3StorageConfiguration.class)
                        .web(WebApplicationType.NONE)
                        .run(
                                "--diskmill.storage.type=s3",
                                "--diskmill.storage.s3.endpoint=" + MinioServer.shared().endpoint(),
                                "--diskmill.storage.s3.bucket=test-" + UUID.randomUUID(),
                                "--diskmill.storage.s3.create-bucket=true",
                                "--diskmill.storage.s3.access-key=" + MinioServer.ACCESS_KEY,
                                "--diskmill.storage.s3.secret-key=" + MinioServer.SECRET_KEY,
                                "--diskmill.storage.s3.part-size=5MB",
                                "--diskmill.storage.s3.parts-in-flight=1");
    }

    @AfterAll
    static void close() {
        stores.close();
    }

    @Test
    void aRunThatIsGivenBackIsGoneOnWithAtItsLastWholePart() throws Exception {
        byte[] bytes = patternBytes(SIZE);
        var store = stores.getBean(ObjectStore.class);
        try (var work = new OneImport(folder, _ -> store)) {
            var served = work.server.serve("/disk.raw", bytes).next(Fault.stallAfter(SENT));
            var first = new WatchedRun();
            Thread worker =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    work.run(served.uri(), first);
                                } catch (Exception expected) {
                                    // it is interrupted
                                }
                            });
            await().atMost(Duration.ofSeconds(30)).until(() -> done(first) == SENT);
            worker.interrupt();
            assertThat(worker.join(Duration.ofSeconds(2))).isTrue();

            var outcome = work.run(served.uri());

            assertThat(outcome).isInstanceOf(Ingested.class);
            var ingested = (Ingested) outcome;
            assertThat(ingested.storedDigests().all())
                    .contains(
                            Digest.of(
                                    HashAlgorithm.SHA256,
                                    HashAlgorithm.SHA256.newDigest().digest(bytes)));
            try (var stored = store.open(ingested.object(), 0, Long.MAX_VALUE)) {
                assertThat(stored.readAllBytes()).isEqualTo(bytes);
            }
            assertThat(work.server.requests().getLast().bodyBytes())
                    .isBetween((long) SIZE - 3 * PART, (long) SIZE - 2 * PART);
            assertThat(work.run.remarks()).singleElement().asString().contains("goes on at byte");
        }
    }

    private static long done(WatchedRun run) {
        return run.told().isEmpty() ? 0 : run.told().getLast().done();
    }
}
