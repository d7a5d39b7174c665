package diskmill.storage.s3;

import diskmill.start.StartRefused;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The object store in a bucket of MinIO or another S3 server. Secrets may come from files ({@code
 * spring.config.import=configtree:…}).
 *
 * @param endpoint        where the server is, for example http://minio.example:9000. Required where the store is S3
 * @param bucket          that holds the objects, and nothing of anybody else. Required where the store is S3
 * @param accessKey       who we are to the server. Required where the store is S3
 * @param secretKey       the secret of the access key; never shown. Required where the store is S3
 * @param region          that requests are signed for; us-east-1 by default, which MinIO takes unless it is set otherwise
 * @param createBucket    whether a bucket that is missing is made at start; false by default
 * @param partSize        of an upload's parts, 5MB to 512MB; 8MB by default. They are larger where 10,000 of them are too few for
 *     what was announced, and grow from the 1,000th on where nothing was. What fits into one part is put as a whole
 * @param partsInFlight   how many parts of one upload are on their way at once, 1 to 64; 4 by default
 * @param memory          for the parts of all uploads of the process together, at least one part: those that are filled and
 *     those on their way; others wait. It bounds the largest part, too, and so the largest object: 64MB allow 580GB, 128MB 1TB,
 *     680MB 5TB. An api-service takes no more uploads at once than this has room for parts, less those that one upload has on
 *     their way. Half of the heap by default
 * @param scratch         the folder for copies that tools work on, of which each process takes a part; the system's folder for
 *     temporary files by default
 * @param scratchReserve  that stays free on the scratch folder's disk; 512MB by default
 * @param connectTimeout  for a connection to the server; 5s by default
 * @param responseTimeout without a single byte from the server, or taken by it; 30s by default
 * @param callTimeout     for a call that moves no content, from its beginning to its end; 20s by default
 */
@ConfigurationProperties("diskmill.storage.s3")
public record S3StorageSettings(
        @Nullable URI endpoint,
        @Nullable String bucket,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @DefaultValue("us-east-1") String region,
        @DefaultValue("false") boolean createBucket,
        @DefaultValue("8MB") DataSize partSize,
        @DefaultValue("4") int partsInFlight,
        @Nullable DataSize memory,
        @Nullable Path scratch,
        @DefaultValue("512MB") DataSize scratchReserve,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration responseTimeout,
        @DefaultValue("20s") Duration callTimeout) {

    private static final String PREFIX = "diskmill.storage.s3.";
    private static final DataSize SMALLEST_PART = DataSize.ofMegabytes(5);
    private static final DataSize LARGEST_FIRST_PART = DataSize.ofMegabytes(512);

    public S3StorageSettings {
        require(
                partSize.compareTo(SMALLEST_PART) >= 0
                        && partSize.compareTo(LARGEST_FIRST_PART) <= 0,
                "part-size must be 5MB to 512MB; S3 takes no smaller parts");
        require(partsInFlight >= 1 && partsInFlight <= 64, "parts-in-flight must be 1 to 64");
        require(
                memory == null || memory.compareTo(partSize) >= 0,
                "memory must be at least part-size, so that one upload can go on");
        require(
                connectTimeout.isPositive()
                        && responseTimeout.isPositive()
                        && callTimeout.isPositive(),
                "connect-timeout, response-timeout and call-timeout must be more than 0");
        require(!scratchReserve.isNegative(), "scratch-reserve must not be less than 0");
    }

    private static void require(boolean held, String sentence) {
        if (!held) {
            throw new IllegalArgumentException(PREFIX + sentence);
        }
    }

    /** @throws StartRefused with a sentence if it is missing or no http(s) address of a server */
    URI requiredEndpoint() {
        if (endpoint == null
                || endpoint.getHost() == null
                || !("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))
                || endpoint.getRawQuery() != null
                || endpoint.getRawUserInfo() != null
                || !(endpoint.getRawPath().isEmpty() || endpoint.getRawPath().equals("/"))) {
            throw new StartRefused(
                    PREFIX
                            + "endpoint must be the address of an S3 server without a path, for example http://minio.example:9000");
        }
        return endpoint;
    }

    /** @throws StartRefused with a sentence if it is missing or cannot be a bucket's name */
    String requiredBucket() {
        if (bucket == null || !bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
            throw new StartRefused(
                    PREFIX
                            + "bucket must name the bucket that objects are kept in: 3 to 63 lower-case letters, digits, dots and dashes");
        }
        return bucket;
    }

    String requiredAccessKey() {
        return required(accessKey, "access-key");
    }

    String requiredSecretKey() {
        return required(secretKey, "secret-key");
    }

    private static String required(@Nullable String value, String name) {
        if (value == null || value.isBlank()) {
            throw new StartRefused(PREFIX + name + " must be set where the store is S3");
        }
        // a file that a secret comes from often ends with a line break
        return value.strip();
    }

    /** In bytes. */
    long memoryBytes() {
        return memory == null
                ? Math.max(partSize.toBytes(), Runtime.getRuntime().maxMemory() / 2)
                : memory.toBytes();
    }

    Path scratchFolder() {
        return scratch == null
                ? Path.of(System.getProperty("java.io.tmpdir"), "diskmill-scratch")
                : scratch;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "S3StorageSettings[endpoint=%s, bucket=%s, accessKey=%s, region=%s]"
                .formatted(endpoint, bucket, accessKey, region);
    }
}
