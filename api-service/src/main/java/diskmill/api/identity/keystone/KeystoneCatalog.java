package diskmill.api.identity.keystone;

import diskmill.api.identity.ServiceCatalog;
import diskmill.api.web.Refusal;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keystone's catalog for a caller, asked for each time: who wants it is about to move an image. Threads may share it. */
final class KeystoneCatalog implements ServiceCatalog {

    private static final Logger log = LoggerFactory.getLogger(KeystoneCatalog.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int RETRY_AFTER = 5;

    private final KeystoneCalls calls;

    KeystoneCatalog(KeystoneCalls calls) {
        this.calls = calls;
    }

    @Override
    public Optional<URI> endpoint(List<String> types, String region, String reach, String token) {
        JsonNode catalog = catalog(token);
        return types.stream()
                .flatMap(type -> endpoint(catalog, type, region, reach).stream())
                .findFirst();
    }

    private static Optional<URI> endpoint(
            JsonNode catalog, String type, String region, String reach) {
        return catalog.valueStream()
                .filter(service -> type.equals(service.path("type").asString("")))
                .flatMap(service -> service.path("endpoints").valueStream())
                .filter(endpoint -> reach.equals(endpoint.path("interface").asString("")))
                .filter(endpoint ->
                        region.equals(endpoint.path("region_id").asString(""))
                                || region.equals(endpoint.path("region").asString("")))
                .map(endpoint -> endpoint.path("url").asString(""))
                .flatMap(url -> web(url).stream())
                .findFirst();
    }

    private JsonNode catalog(String token) {
        try {
            HttpResponse<String> answer =
                    calls.send(
                            calls.request("/auth/catalog")
                                    .header("X-Auth-Token", token)
                                    .GET()
                                    .build());
            if (answer.statusCode() == 200) {
                return JSON.readTree(answer.body()).path("catalog");
            }
            if (answer.statusCode() == 401) {
                throw new Refusal(
                        401,
                        "Your token is no longer valid, says the identity service; get a new one.");
            }
            log.warn("Keystone answers about a catalog with {}", answer.statusCode());
        } catch (KeystoneUnavailable unavailable) {
            log.warn("Keystone cannot be asked for a catalog: {}", unavailable.getMessage());
        } catch (JacksonException garbage) {
            log.warn("Keystone's catalog is no JSON");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw Refusal.unavailable(
                "The identity service cannot be asked now where other services are; try again in a few seconds.",
                RETRY_AFTER);
    }

    private static Optional<URI> web(String url) {
        try {
            URI address = URI.create(url);
            boolean usable =
                    ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                            && address.getHost() != null
                            && address.getRawUserInfo() == null;
            return usable ? Optional.of(address) : Optional.empty();
        } catch (IllegalArgumentException nonsense) {
            return Optional.empty();
        }
    }
}
