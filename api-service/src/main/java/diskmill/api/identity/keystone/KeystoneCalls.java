package diskmill.api.identity.keystone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** HTTP with Keystone: each call ends within its time, body and all, and only so many are under way at once. Threads may share it. */
final class KeystoneCalls implements AutoCloseable {

    /** Keystone's default is some ten threads; more calls at once would only wait there. */
    private static final int MAX_AT_ONCE = 32;

    /** A token with roles and without a catalog takes about a KiB. */
    private static final long MAX_BODY = 256 << 10;

    private final HttpClient client;
    private final URI endpoint;
    private final Duration timeout;
    private final Semaphore atOnce = new Semaphore(MAX_AT_ONCE);

    /** @param endpoint with {@code /v3} at its end */
    KeystoneCalls(
            URI endpoint, Duration connectTimeout, Duration timeout, @Nullable SSLContext trust) {
        this.endpoint = endpoint;
        this.timeout = timeout;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(connectTimeout);
        if (trust != null) {
            builder.sslContext(trust);
        }
        this.client = builder.build();
    }

    /** @param path below {@code /v3}, with a slash at its beginning */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(endpoint + path))
                .header("Accept", "application/json")
                .header("User-Agent", "diskmill");
    }

    /** The answer, whatever its status. A connection that breaks is tried once more, within the same time. */
    HttpResponse<String> send(HttpRequest request)
            throws KeystoneUnavailable, InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        if (!atOnce.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new KeystoneUnavailable("too many calls are under way");
        }
        try {
            try {
                return once(request, end);
            } catch (IOException _) {
                // most often one that was kept open and that Keystone had closed
                return once(request, end);
            }
        } catch (IOException broken) {
            throw new KeystoneUnavailable(broken.toString());
        } finally {
            atOnce.release();
        }
    }

    private HttpResponse<String> once(HttpRequest request, long end)
            throws IOException, KeystoneUnavailable, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(
                        request,
                        BodyHandlers.limiting(
                                BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_BODY));
        try {
            return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            throw new KeystoneUnavailable("no answer within " + timeout);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw new KeystoneUnavailable(String.valueOf(failed.getCause()));
        } finally {
            // closes the connection of one that has not ended, and does nothing to one that has
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
