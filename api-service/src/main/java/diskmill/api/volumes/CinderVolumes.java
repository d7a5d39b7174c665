package diskmill.api.volumes;

import diskmill.api.identity.ServiceCatalog;
import diskmill.api.web.Refusal;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks Cinder (Block Storage API v3) with the caller's own token. That goes to the address of the caller's catalog and nowhere else, for no
 * redirect is followed. A question is never asked twice: the first may have made its volume. Threads may share it.
 */
final class CinderVolumes implements Volumes {

    private static final Logger log = LoggerFactory.getLogger(CinderVolumes.class);

    /** Names of the service in catalogs: the official one, and that of clouds that are older. */
    private static final List<String> TYPES = List.of("block-storage", "volumev3");

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** Bytes; Cinder's answer to a new volume takes about one KiB. */
    private static final long MAX_BODY = 256 << 10;

    /** Cinder's API has some ten threads; more questions at once would only wait there. */
    private static final int MAX_AT_ONCE = 32;

    /** Seconds. */
    private static final int RETRY_AFTER = 5;

    private final JsonMapper json = new JsonMapper();
    private final Semaphore atOnce = new Semaphore(MAX_AT_ONCE);
    private final VolumeSettings settings;
    private final ServiceCatalog catalog;

    CinderVolumes(VolumeSettings settings, ServiceCatalog catalog) {
        this.settings = settings;
        this.catalog = catalog;
    }

    @Override
    public Volume create(NewVolume wanted, String token) {
        URI endpoint =
                catalog.endpoint(TYPES, settings.region(), settings.reach(), token)
                        .map(address -> URI.create(address.toString().replaceAll("/+$", "")))
                        .orElseThrow(this::absent);
        if (!atOnce.tryAcquire()) {
            throw Refusal.unavailable(
                    "Too many volumes are being asked for just now; try again in a few seconds.",
                    RETRY_AFTER);
        }
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(endpoint + "/volumes"))
                            .header("X-Auth-Token", token)
                            .header("Content-Type", "application/json")
                            .header("Accept", "application/json")
                            .header("User-Agent", "diskmill")
                            .POST(BodyPublishers.ofString(body(wanted)))
                            .build();
            HttpResponse<String> answer = ask(request);
            return CinderAnswer.read(answer.statusCode(), answer.body(), endpoint);
        } finally {
            atOnce.release();
        }
    }

    private Refusal absent() {
        return Refusal.conflict(
                "Your catalog has no block storage service (block-storage or volumev3, %s, in %s), which would make the volume; tell your operator."
                        .formatted(settings.reach(), settings.region()));
    }

    private String body(NewVolume wanted) {
        ObjectNode body = json.createObjectNode();
        ObjectNode volume = body.putObject("volume");
        volume.put("size", wanted.size());
        volume.put("imageRef", wanted.image().toString());
        put(volume, "name", wanted.name());
        put(volume, "volume_type", wanted.type());
        put(volume, "availability_zone", wanted.zone());
        return json.writeValueAsString(body);
    }

    private static void put(ObjectNode volume, String field, @Nullable String value) {
        if (value != null) {
            volume.put(field, value);
        }
    }

    /**
     * By a client of its own, so that no connection is used that was kept open: where Cinder has closed that one meanwhile, nobody would
     * know whether it has read the question.
     */
    private HttpResponse<String> ask(HttpRequest request) {
        @SuppressWarnings("resource") // close() waits, shutdownNow() does not
        HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT)
                        .build();
        try {
            CompletableFuture<HttpResponse<String>> answer =
                    client.sendAsync(
                            request,
                            BodyHandlers.limiting(
                                    BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_BODY));
            return answer.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw unknown("no answer within " + settings.timeout());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw unknown("this process ends");
        } catch (ExecutionException failed) {
            throw neverAsked(failed.getCause())
                    ? away(String.valueOf(failed.getCause()))
                    : unknown(String.valueOf(failed.getCause()));
        } finally {
            client.shutdownNow();
        }
    }

    /** Whether it went wrong before the question was sent. */
    private static boolean neverAsked(@Nullable Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof HttpConnectTimeoutException
                || failure instanceof SSLHandshakeException;
    }

    private static Refusal away(String why) {
        log.warn("Cinder cannot be asked: {}", why);
        return Refusal.unavailable(
                "The block storage service cannot be asked now, and no volume was made; try again in a few seconds.",
                RETRY_AFTER);
    }

    private static Refusal unknown(String why) {
        log.warn("Cinder was asked for a volume, and nothing is known of it: {}", why);
        return new Refusal(
                504,
                "The block storage service was asked, and its answer did not come in time, or not whole. "
                        + CinderAnswer.LOOK_FIRST);
    }
}
