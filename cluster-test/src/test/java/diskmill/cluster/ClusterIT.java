package diskmill.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One part of a real cluster after the other dies in the middle of work, and nothing is lost by it: every image is active, its
 * download has the right digest, and the bucket holds nothing else.
 */
class ClusterIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int MEBIBYTE = 1 << 20;
    private static final int PART = 8 * MEBIBYTE;
    private static final int SLOW = 8 * MEBIBYTE;
    private static final long AT_ONCE = Long.MAX_VALUE;

    @TempDir private static Path folder;

    private static final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private static final Set<String> active = new TreeSet<>();
    private static Wishes wishes;
    private static Cluster cluster;
    private static ApiClient api;

    @BeforeAll
    static void start() throws Exception {
        wishes = Wishes.make(folder.resolve("disks"), 1);
        Path project = Path.of(System.getProperty("diskmill.project", ".."));
        cluster =
                Cluster.up(
                        project.toAbsolutePath().normalize(),
                        folder.resolve("cluster"),
                        freePorts(),
                        wishes.settings());
        api = client(cluster.api(1), cluster.api(2));
    }

    @AfterAll
    static void stop() throws Exception {
        clients.shutdownNow();
        try (AutoCloseable _ = wishes;
                AutoCloseable _ = cluster) {
            if (cluster != null) {
                theBucketHoldsTheImagesAndNothingElse();
            }
        }
    }

    /** Once for all of them, since what a death leaves behind is deleted within three minutes, and not at once. */
    private static void theBucketHoldsTheImagesAndNothingElse() {
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(cluster.bucket().untidiness(active)).isEmpty());
    }

    @BeforeEach
    void everybodyIsUp() throws Exception {
        for (String name : Cluster.NAMES) {
            cluster.thaw(name);
            if (!cluster.lives(name)) {
                cluster.start(name);
            }
        }
    }

    @Test
    void whenTheIngestWorkerDiesItsTwinAsksTheSourceForTheRestOnly() throws Exception {
        Wish wish = wishes.large(SLOW);
        cluster.kill("ingest-2");
        Future<Life.End> life = begin(wish);
        awaitSent(wish, wish.size() * 3 / 4);

        cluster.kill("ingest-1");
        cluster.start("ingest-2");

        assertActive(life);
        assertThat(wishes.sent(wish)).isLessThan(wish.size() * 105 / 100 + PART);
    }

    @Test
    void aWorkerThatHangsLosesItsWorkAndHarmsNothingWhenItWakes() throws Exception {
        Wish wish = wishes.large(SLOW);
        cluster.kill("ingest-2");
        Future<Life.End> life = begin(wish);
        awaitSent(wish, wish.size() / 2);

        cluster.freeze("ingest-1");
        cluster.start("ingest-2");
        String image = assertActive(life);
        cluster.thaw("ingest-1");

        // it has found out that it lost its work once it takes other work
        cluster.kill("ingest-2");
        assertActive(begin(wishes.large(AT_ONCE)));
        assertThat(api.downloadedSha256(image)).isEqualTo(wish.sha256());
    }

    @Test
    void whenTheConvertWorkerDiesItsTwinConverts() throws Exception {
        Wish wish = wishes.largeConverted(AT_ONCE);
        cluster.kill("convert-2");
        Future<Life.End> life = begin(wish);
        awaitSent(wish, wish.size());

        cluster.kill("convert-1");
        cluster.start("convert-2");

        assertActive(life);
    }

    @ParameterizedTest
    @CsvSource({"1, api-1", "2, api-2"})
    void anUploadThatItsServersDeathCutsLeavesTheImageQueuedAndEmpty(int number, String name)
            throws Exception {
        ApiClient other = client(cluster.api(3 - number));
        String image =
                other.send(
                                "POST",
                                "/v2/images",
                                "{\"name\": \"cut\", \"container_format\": \"bare\","
                                        + " \"disk_format\": \"raw\"}")
                        .expect(201)
                        .path("id")
                        .asString();
        try (SlowUpload upload =
                SlowUpload.begin(cluster.api(number), other.token(), image, 64 * MEBIBYTE)) {
            upload.send(20 * MEBIBYTE);
            await().atMost(PATIENCE).until(() -> status(other, image).equals("saving"));
            cluster.kill(name);
        }
        cluster.start(name);

        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> status(other, image).equals("queued"));
        assertThat(other.send("GET", "/v2/images/" + image, null).body().path("size").isNull())
                .isTrue();
        // the next case asks this one
        ApiClient restarted = client(cluster.api(number));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> !restarted.token().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "postgres", "minio"})
    void aServersDeathInTheMiddleOfWorkLosesNothing(String server) throws Exception {
        Random random = new Random(5);
        List<Future<Life.End>> lives = new ArrayList<>();
        Wish watched = wishes.large(SLOW);
        lives.add(begin(watched));
        for (int i = 0; i < 5; i++) {
            lives.add(begin(wishes.any(random, SLOW)));
        }
        awaitSent(watched, watched.size() / 4);

        cluster.kill(server);
        cluster.start(server);

        for (Future<Life.End> life : lives) {
            assertActive(life);
        }
    }

    @Test
    void chaosLosesNothing() throws Exception {
        // the images of the other tests are not its own
        for (String image : active) {
            api.send("DELETE", "/v2/images/" + image, null).expect(204);
        }
        active.clear();

        Chaos.Report report = Chaos.run(cluster, wishes, new Chaos.Load(24, 8, 7));

        assertThat(report.problems()).isEmpty();
        report.ends().forEach(end -> active.add(Objects.requireNonNull(end.image())));
    }

    private static Future<Life.End> begin(Wish wish) {
        return clients.submit(() -> new Life(api, wish, Instant.now().plus(PATIENCE)).live());
    }

    private static String assertActive(Future<Life.End> life) throws Exception {
        Life.End end = life.get();
        assertThat(end.problem()).isNull();
        String image = Objects.requireNonNull(end.image());
        active.add(image);
        return image;
    }

    private static void awaitSent(Wish wish, long bytes) {
        await().atMost(PATIENCE).until(() -> wishes.sent(wish) >= bytes);
    }

    private static String status(ApiClient client, String image) throws Exception {
        return client.send("GET", "/v2/images/" + image, null)
                .expect(200)
                .path("status")
                .asString();
    }

    private static ApiClient client(URI... addresses) {
        return new ApiClient(List.of(addresses), cluster.data().resolve("openrc"));
    }

    /** The first of as many free ports as the cluster has processes. */
    private static int freePorts() throws IOException {
        for (int first = 20_000 + (int) (System.nanoTime() % 10_000); ; first += 10) {
            if (isFree(first)) {
                return first;
            }
        }
    }

    private static boolean isFree(int first) throws IOException {
        for (int i = 0; i < Cluster.NAMES.size(); i++) {
            try (ServerSocket socket =
                    new ServerSocket(first + i, 1, InetAddress.getLoopbackAddress())) {
                socket.setReuseAddress(true);
            } catch (BindException taken) {
                return false;
            }
        }
        return true;
    }
}
