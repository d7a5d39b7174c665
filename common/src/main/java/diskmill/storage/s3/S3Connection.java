package diskmill.storage.s3;

import io.minio.BaseArgs;
import io.minio.BucketExistsArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.StatObjectArgs;
import io.minio.Xml;
import io.minio.credentials.StaticProvider;
import io.minio.errors.MinioException;
import io.minio.errors.XmlParserException;
import io.minio.messages.ErrorResponse;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The way to one server: clients for calls that move no content, and prepared calls for content, which their caller can
 * cancel. All share the connections. Content is sent unsigned, since a checksum of it goes with it (see {@code
 * docs/decisions/2026-11-25-unsigned-parts.md}).
 */
final class S3Connection implements Closeable {

    /** Tells the server that the signature covers the headers, and not the content. */
    static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    /** Completing an upload of 10,000 parts takes a server minutes, as AWS says of its own. */
    private static final Duration PATIENT = Duration.ofMinutes(5);

    /** Bytes a second below which a part counts as stuck, although single bytes still move. */
    private static final long SLOWEST = 256 << 10;

    private static final int IDLE_CONNECTIONS = 32;
    private static final int CALLS = 1024;
    private static final long MOST_OF_AN_ERROR = 64 << 10;
    private static final String USER_AGENT = "Diskmill";

    private final String bucket;
    private final Http.BaseUrl server;
    private final String region;
    private final StaticProvider credentials;
    private final ExecutorService threads;
    private final OkHttpClient content;
    private final MinioAsyncClient quick;
    private final MinioAsyncClient patient;
    private final Duration responseTimeout;
    private final Duration callTimeout;

    S3Connection(S3StorageSettings settings) {
        this.bucket = settings.requiredBucket();
        this.region = settings.region();
        this.server = new Http.BaseUrl(HttpUrl.get(settings.requiredEndpoint()));
        this.server.setRegion(region);
        this.credentials =
                new StaticProvider(
                        settings.requiredAccessKey(), settings.requiredSecretKey(), null);
        this.responseTimeout = settings.responseTimeout();
        this.callTimeout = settings.callTimeout();
        this.threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("s3-call-", 0).factory());
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(CALLS);
        dispatcher.setMaxRequestsPerHost(CALLS);
        this.content =
                new OkHttpClient.Builder()
                        .dispatcher(dispatcher)
                        .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 1, TimeUnit.MINUTES))
                        // one connection for each part: over one for all, they would wait for each
                        // other
                        .protocols(List.of(Protocol.HTTP_1_1))
                        .followRedirects(false)
                        .connectTimeout(settings.connectTimeout())
                        .readTimeout(responseTimeout)
                        .writeTimeout(responseTimeout)
                        .build();
        this.quick = client(callTimeout, responseTimeout);
        this.patient = client(PATIENT, PATIENT);
    }

    private MinioAsyncClient client(Duration wholeCall, Duration answer) {
        return MinioAsyncClient.builder()
                .baseUrl(server)
                .credentialsProvider(credentials)
                .httpClient(content.newBuilder().callTimeout(wholeCall).readTimeout(answer).build())
                .build();
    }

    String bucket() {
        return bucket;
    }

    String region() {
        return region;
    }

    /** For calls that a server answers at once. Its calls end in time, whatever happens. */
    MinioAsyncClient quick() {
        return quick;
    }

    /** For calls that take a server its time. Its calls end in time, whatever happens. */
    MinioAsyncClient patient() {
        return patient;
    }

    /** A list of our bucket, as the query says; it ends in time. */
    Call list(Http.QueryParameters query) throws IOException {
        return content.newBuilder()
                .callTimeout(callTimeout)
                .build()
                .newCall(
                        request(
                                BucketExistsArgs.builder().bucket(bucket).build(),
                                Http.Method.GET,
                                new Http.Headers(),
                                query,
                                null));
    }

    /** Does it on a thread that nobody interrupts. */
    <T> CompletableFuture<T> inBackground(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                result.complete(work.call());
            } catch (Exception failure) {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    /** A GET whose content may take any time, as long as bytes come. */
    Call get(String object, Http.Headers headers) throws IOException {
        return content.newCall(
                request(named(object), Http.Method.GET, headers, new Http.QueryParameters(), null));
    }

    /** A PUT; its signature is good for some minutes. */
    Call put(String object, Http.Headers headers, Http.QueryParameters query, PartBody body)
            throws IOException {
        // the library knows bodies of one array only; of a body it signs the length and the type
        int length = Math.toIntExact(body.contentLength());
        var unsigned = new Http.Body(new byte[0], length, Http.DEFAULT_MEDIA_TYPE, UNSIGNED, null);
        okhttp3.Request signed = request(named(object), Http.Method.PUT, headers, query, unsigned);
        Duration limit = responseTimeout.plusSeconds(length / SLOWEST);
        return content.newBuilder()
                .callTimeout(limit)
                .build()
                .newCall(signed.newBuilder().put(body).build());
    }

    private BaseArgs named(String object) {
        return StatObjectArgs.builder().bucket(bucket).object(object).build();
    }

    private okhttp3.Request request(
            BaseArgs target,
            Http.Method method,
            Http.Headers headers,
            Http.QueryParameters query,
            Http.@Nullable Body body)
            throws IOException {
        try {
            return Http.S3Request.builder()
                    .userAgent(USER_AGENT)
                    .method(method)
                    .args(target)
                    .headers(headers)
                    .queryParams(query)
                    .body(body)
                    .build()
                    .toRequest(server, region, credentials.fetch())
                    .httpRequest();
        } catch (MinioException failure) {
            throw Refused.of(failure);
        }
    }

    /**
     * The answer, if it is a good one; the caller closes it.
     *
     * @throws Refused if the server answered with an error
     */
    static Response execute(Call call) throws IOException {
        Response response = call.execute();
        if (response.isSuccessful()) {
            return response;
        }
        try (response) {
            String text = response.peekBody(MOST_OF_AN_ERROR).string();
            throw refused(response.code(), text);
        }
    }

    private static Refused refused(int status, String text) {
        try {
            ErrorResponse error = Xml.unmarshal(ErrorResponse.class, text);
            return new Refused(status, error.code(), error.message());
        } catch (XmlParserException foreign) {
            return new Refused(status, "", "");
        }
    }

    /** Cancels what is under way. */
    @Override
    public void close() {
        content.dispatcher().cancelAll();
        threads.shutdownNow();
        content.connectionPool().evictAll();
    }
}
