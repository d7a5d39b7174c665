package diskmill.storage.s3;

import diskmill.storage.ObjectKey;
import diskmill.testkit.MinioServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.springframework.util.unit.DataSize;

/** Stores on test servers, each in a bucket of its own. */
final class S3Servers {

    private S3Servers() {}

    static String freshBucket() {
        return "test-" + UUID.randomUUID();
    }

    /** Parts of 5 MiB, two at once, and memory for eight; the bucket is made. */
    static S3StorageSettings settings(URI endpoint, String bucket) {
        return settings(endpoint, bucket, DataSize.ofMegabytes(40), MinioServer.SECRET_KEY, true);
    }

    static S3StorageSettings settings(
            URI endpoint, String bucket, DataSize memory, String secretKey, boolean createBucket) {
        return new S3StorageSettings(
                endpoint,
                bucket,
                MinioServer.ACCESS_KEY,
                secretKey,
                "us-east-1",
                createBucket,
                DataSize.ofMegabytes(5),
                2,
                memory,
                Path.of("target", "scratch"),
                DataSize.ofMegabytes(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(5));
    }

    /** A store on the server, with a new bucket. */
    static S3ObjectStore store(URI endpoint) {
        S3StorageSettings settings = settings(endpoint, freshBucket());
        S3ObjectStore store = S3ObjectStore.open(settings);
        new BucketCheck(store, settings).start();
        return store;
    }

    /** Waits until the server has the first part of an unfinished upload. */
    static void awaitFirstPart(S3ObjectStore store, ObjectKey key) {
        Awaitility.await()
                .until(() -> {
                    for (String upload : store.bucket().uploads(key.value())) {
                        var parts = store.bucket().parts(key.value(), upload);
                        if (!parts.isEmpty() && parts.getFirst().partNumber() == 1) {
                            return true;
                        }
                    }
                    return false;
                });
    }
}
