package diskmill.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import diskmill.start.StartRefused;
import diskmill.storage.ObjectStore;
import diskmill.storage.StorageConfiguration;
import diskmill.storage.ToolFiles;
import diskmill.storage.file.FileStorageConfiguration;
import diskmill.testkit.MinioServer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

class S3StorageConfigurationTest {

    @TempDir private Path folder;

    @Test
    void thereIsOneStoreForBothPorts() {
        context(true)
                .run(started -> {
                    assertThat(started).hasNotFailed();
                    assertThat(started).hasSingleBean(ObjectStore.class).hasBean("objectStore");
                    assertThat(started).hasSingleBean(ToolFiles.class).hasBean("toolFiles");
                    assertThat(started.getBean(S3ObjectStore.class).bucket().list("")).isEmpty();
                });
    }

    @Test
    void theMemoryIsHalfOfTheHeapUnlessItIsSet() {
        context(true)
                .run(started ->
                        assertThat(started.getBean(S3StorageSettings.class).memoryBytes())
                                .isEqualTo(Runtime.getRuntime().maxMemory() / 2));
    }

    @Test
    void theSecretIsNeverShown() {
        context(true)
                .run(started ->
                        assertThat(started.getBean(S3StorageSettings.class).toString())
                                .contains(MinioServer.ACCESS_KEY)
                                .doesNotContain(MinioServer.SECRET_KEY));
    }

    @Test
    void aSecretFromAFileMayEndWithALineBreak() {
        S3StorageSettings settings = settings("bucket", MinioServer.SECRET_KEY + "\n", false);

        assertThat(settings.requiredSecretKey()).isEqualTo(MinioServer.SECRET_KEY);
    }

    @Test
    void aMissingBucketEndsTheStartWithASentence() {
        context(false)
                .run(failed ->
                        assertThat(failed)
                                .getFailure()
                                .rootCause()
                                .isInstanceOf(Exception.class)
                                .satisfies(cause ->
                                        assertThat(failed.getStartupFailure())
                                                .hasStackTraceContaining("There is no bucket test-")
                                                .hasStackTraceContaining(
                                                        "diskmill.storage.s3.create-bucket=true")));
    }

    @Test
    void aWrongSecretEndsTheStartWithASentence() {
        assertRefused(
                settings("bucket", "wrong", false),
                "refuses the secret key: check diskmill.storage.s3.secret-key");
    }

    @Test
    void anUnknownAccessKeyEndsTheStartWithASentence() {
        context(true)
                .withPropertyValues("diskmill.storage.s3.access-key=nobody")
                .run(failed ->
                        assertThat(failed.getStartupFailure())
                                .hasStackTraceContaining("does not know the access key"));
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint,minio:9000",
        "endpoint,ftp://minio",
        "endpoint,http://user:password@minio",
        "endpoint,http://minio/path",
        "bucket,No",
        "access-key,''",
        "secret-key,''"
    })
    void aSettingThatIsMissingOrNonsenseEndsTheStartWithItsName(String name, String value) {
        context(true)
                .withPropertyValues("diskmill.storage.s3." + name + "=" + value)
                .run(failed ->
                        assertThat(failed)
                                .getFailure()
                                .rootCause()
                                .isInstanceOf(StartRefused.class)
                                .hasMessageContaining("diskmill.storage.s3." + name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "part-size=1MB",
                "part-size=1GB",
                "parts-in-flight=0",
                "memory=1MB",
                "connect-timeout=0s",
                "scratch-reserve=-1B"
            })
    void aSettingThatMakesNoSenseEndsTheStartWithItsName(String setting) {
        context(true)
                .withPropertyValues("diskmill.storage.s3." + setting)
                .run(failed ->
                        assertThat(failed)
                                .getFailure()
                                .rootCause()
                                .hasMessageContaining(setting.substring(0, setting.indexOf('='))));
    }

    @Test
    void aServerThatIsAwayIsWaitedFor() {
        try (MinioServer server = MinioServer.start()) {
            S3StorageSettings settings =
                    S3Servers.settings(server.endpoint(), S3Servers.freshBucket());
            server.kill();
            try (S3ObjectStore store = S3ObjectStore.open(settings)) {
                BucketCheck check = new BucketCheck(store, settings);
                CompletableFuture<Void> started = CompletableFuture.runAsync(check::start);
                await().during(java.time.Duration.ofSeconds(1)).until(() -> !started.isDone());
                server.restart();

                assertThatCode(started::join).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void theWaitForAServerThatIsAwayCanBeEnded() {
        S3StorageSettings settings =
                S3Servers.settings(java.net.URI.create("http://127.0.0.1:1"), "bucket");
        try (S3ObjectStore store = S3ObjectStore.open(settings)) {
            BucketCheck check = new BucketCheck(store, settings);
            CompletableFuture<Void> started = CompletableFuture.runAsync(check::start);
            await().untilAsserted(() -> {
                check.stop();
                assertThat(check.isRunning()).isTrue();
            });

            assertThatThrownBy(started::join).hasCauseInstanceOf(StartRefused.class);
        }
    }

    private static void assertRefused(S3StorageSettings settings, String sentence) {
        try (S3ObjectStore store = S3ObjectStore.open(settings)) {
            assertThatThrownBy(() -> new BucketCheck(store, settings).start())
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining(sentence);
        }
    }

    private static S3StorageSettings settings(String bucket, String secret, boolean create) {
        return S3Servers.settings(
                MinioServer.shared().endpoint(), bucket, DataSize.ofMegabytes(40), secret, create);
    }

    private ApplicationContextRunner context(boolean createBucket) {
        return new ApplicationContextRunner()
                .withUserConfiguration(
                        StorageConfiguration.class,
                        FileStorageConfiguration.class,
                        S3StorageConfiguration.class)
                .withPropertyValues(
                        "diskmill.storage.type=s3",
                        "diskmill.storage.s3.endpoint=" + MinioServer.shared().endpoint(),
                        "diskmill.storage.s3.bucket=" + S3Servers.freshBucket(),
                        "diskmill.storage.s3.access-key=" + MinioServer.ACCESS_KEY,
                        "diskmill.storage.s3.secret-key=" + MinioServer.SECRET_KEY,
                        "diskmill.storage.s3.create-bucket=" + createBucket,
                        "diskmill.storage.s3.scratch=" + folder);
    }
}
