package diskmill.storage.s3;

import diskmill.storage.Keys;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectUpload;
import diskmill.testkit.MinioServer;
import io.minio.Checksum;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.UploadPartArgs;
import io.minio.messages.Part;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.springframework.util.unit.DataSize;

/**
 * How fast one MinIO on this machine is through the store, and what that costs in processor and heap; beside it the same parts
 * signed by the client library, and by presigned addresses. Not a test. Run by hand: {@code java -Xmx64m -cp <test class path>
 * diskmill.storage.s3.S3Throughput [MEBIBYTES [downloads]]}.
 */
final class S3Throughput {

    private static final int MEBIBYTE = 1 << 20;
    private static final int PART = 5 * MEBIBYTE;
    private static final int CLIENTS = 50;

    private final S3StorageSettings settings;
    private final S3ObjectStore store;
    private final int mebibytes;
    private final byte[] bytes = new byte[MEBIBYTE];

    private S3Throughput(S3StorageSettings settings, S3ObjectStore store, int mebibytes) {
        this.settings = settings;
        this.store = store;
        this.mebibytes = mebibytes;
        new Random(1).nextBytes(bytes);
    }

    /** {@code [MEBIBYTES [downloads]]} */
    public static void main(String[] arguments) throws Exception {
        int mebibytes = arguments.length == 0 ? 1024 : Integer.parseInt(arguments[0]);
        try (MinioServer server = MinioServer.start()) {
            S3StorageSettings settings =
                    S3Servers.settings(
                            server.endpoint(),
                            S3Servers.freshBucket(),
                            DataSize.ofMegabytes(20),
                            MinioServer.SECRET_KEY,
                            true);
            try (S3ObjectStore store = S3ObjectStore.open(settings)) {
                new BucketCheck(store, settings).start();
                var run = new S3Throughput(settings, store, mebibytes);
                if (arguments.length < 2) {
                    for (int i = 0; i < 3; i++) {
                        run.measure("client library's parts", run::signed);
                        run.measure("presigned parts", run::presigned);
                        run.measure("the store's upload", run::upload);
                    }
                }
                ObjectKey key = Keys.fresh();
                run.upload(key);
                run.measure("the store's download", () -> run.download(key));
                run.measure(CLIENTS + " downloads at once, each", () -> run.downloads(key));
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private void measure(String name, Work work) throws Exception {
        System.gc();
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
        pools.forEach(MemoryPoolMXBean::resetPeakUsage);
        double ours = ownSeconds();
        double theirs = serverSeconds();
        long begun = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - begun) / 1e9;
        ours = ownSeconds() - ours;
        theirs = serverSeconds() - theirs;
        long peak =
                pools.stream()
                        .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .sum();
        System.out.printf(
                "%-32s %6.2f s %5.0f MB/s, CPU %5.2f s here and %5.2f s in the server, heap at most %d MiB%n",
                name, seconds, mebibytes * 1.048576 / seconds, ours, theirs, peak / MEBIBYTE);
    }

    private static double ownSeconds() {
        return seconds(ProcessHandle.current());
    }

    private static double serverSeconds() {
        return ProcessHandle.current().children().mapToDouble(S3Throughput::seconds).sum();
    }

    private static double seconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }

    private void upload() throws Exception {
        ObjectKey key = Keys.fresh();
        upload(key);
        store.delete(key);
    }

    private void upload(ObjectKey key) throws Exception {
        try (ObjectUpload upload = store.upload(key)) {
            for (int i = 0; i < mebibytes; i++) {
                upload.write(bytes, 0, bytes.length);
            }
            upload.complete();
        }
    }

    private void signed() throws Exception {
        var client = store.connection().patient();
        parts((key, id, number, part) ->
                client.uploadPart(
                                UploadPartArgs.builder()
                                        .bucket(settings.bucket())
                                        .object(key)
                                        .uploadId(id)
                                        .partNumber(number)
                                        .data(part, part.length)
                                        .headers(Checksum.makeHeaders(sums(part), true, false))
                                        .build())
                        .get()
                        .part()
                        .etag());
    }

    private static java.util.Map<Checksum.Algorithm, Checksum.Hasher> sums(byte[] part)
            throws Exception {
        var sums =
                Checksum.newHasherMap(
                        new Checksum.Algorithm[] {
                            Checksum.Algorithm.CRC32C, Checksum.Algorithm.SHA256
                        });
        Checksum.update(sums, part, part.length);
        return sums;
    }

    private void presigned() throws Exception {
        OkHttpClient http = new OkHttpClient();
        parts((key, id, number, part) -> {
            String address =
                    store.connection()
                            .quick()
                            .getPresignedObjectUrl(
                                    GetPresignedObjectUrlArgs.builder()
                                            .method(Http.Method.PUT)
                                            .bucket(settings.bucket())
                                            .object(key)
                                            .extraQueryParams(
                                                    new Http.QueryParameters(
                                                            "uploadId",
                                                            id,
                                                            "partNumber",
                                                            String.valueOf(number)))
                                            .build());
            try (var answer =
                    http.newCall(
                                    new Request.Builder()
                                            .url(address)
                                            .header("x-amz-checksum-crc32c", Checksums.of(part))
                                            .put(RequestBody.create(part))
                                            .build())
                            .execute()) {
                return answer.header("ETag", "");
            }
        });
    }

    private interface Sending {
        String send(String key, String uploadId, int number, byte[] part) throws Exception;
    }

    /** As many at once as the store has. */
    private void parts(Sending sending) throws Exception {
        String key = Keys.fresh().value();
        String id = store.bucket().begin(key, Map.of());
        List<Future<String>> sent = new ArrayList<>();
        byte[] part = new byte[PART];
        for (int i = 0; i < PART; i += MEBIBYTE) {
            System.arraycopy(bytes, 0, part, i, MEBIBYTE);
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(settings.partsInFlight())) {
            for (int i = 1; i <= mebibytes * (long) MEBIBYTE / PART; i++) {
                int number = i;
                sent.add(threads.submit(() -> sending.send(key, id, number, part)));
            }
        }
        String checksum = Checksums.of(part);
        List<Part> parts = new ArrayList<>();
        for (Future<String> each : sent) {
            parts.add(new Part(parts.size() + 1, each.get(), null, checksum, null, null, null));
        }
        store.bucket().complete(key, id, parts);
        store.bucket().remove(key);
    }

    private void download(ObjectKey key) throws Exception {
        try (InputStream content = store.open(key, 0, Long.MAX_VALUE)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
    }

    private void downloads(ObjectKey key) throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all =
                    IntStream.range(0, CLIENTS)
                            .<Future<?>>mapToObj(i ->
                                    clients.submit(() -> {
                                        download(key);
                                        return null;
                                    }))
                            .toList();
            for (Future<?> each : all) {
                each.get();
            }
        }
    }
}
