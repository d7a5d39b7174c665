package diskmill.api.identity.keystone;

import diskmill.api.quota.QuotaLimits;
import diskmill.api.quota.Resource;
import diskmill.api.web.Refusal;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keystone's unified limits: what is registered for the image service, and a project's own ones in their place, under the names that Glance
 * has given them, sizes in MiB. A resource that is not registered has the limit of the settings. Each project's are remembered for a while.
 * Threads may share it.
 */
final class KeystoneLimits implements QuotaLimits {

    private static final Logger log = LoggerFactory.getLogger(KeystoneLimits.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration KEEP = Duration.ofSeconds(60);
    private static final int MAX_ENTRIES = 10_000;
    private static final int RETRY_AFTER = 5;
    private static final long MEBIBYTE = 1 << 20;

    private record Entry(Map<Resource, Long> limits, Instant until) {}

    private final KeystoneCalls calls;
    private final ServiceToken own;
    private final QuotaLimits settings;
    private final Clock clock;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    KeystoneLimits(KeystoneCalls calls, ServiceToken own, QuotaLimits settings, Clock clock) {
        this.calls = calls;
        this.own = own;
        this.settings = settings;
        this.clock = clock;
    }

    /** @throws Refusal 503 if Keystone cannot be asked now */
    @Override
    public long limit(String project, Resource resource) {
        Long limit = limits(project).get(resource);
        return limit == null ? settings.limit(project, resource) : limit;
    }

    private Map<Resource, Long> limits(String project) {
        Instant now = clock.instant();
        synchronized (entries) {
            Entry known = entries.get(project);
            if (known != null && known.until().isAfter(now)) {
                return known.limits();
            }
        }
        Map<Resource, Long> limits = ask(project);
        synchronized (entries) {
            entries.put(project, new Entry(limits, now.plus(KEEP)));
            if (entries.size() > MAX_ENTRIES) {
                entries.remove(entries.keySet().iterator().next());
            }
        }
        return limits;
    }

    private Map<Resource, Long> ask(String project) {
        try {
            Map<Resource, Long> limits = new EnumMap<>(Resource.class);
            String service = get("/services?type=image").at("/services/0/id").asString("");
            if (service.isEmpty()) {
                return limits;
            }
            JsonNode registered = get("/registered_limits?service_id=" + coded(service));
            for (JsonNode each : registered.path("registered_limits")) {
                put(limits, each, "default_limit");
            }
            JsonNode given =
                    get(
                            "/limits?service_id=%s&project_id=%s"
                                    .formatted(coded(service), coded(project)));
            for (JsonNode each : given.path("limits")) {
                if (project.equals(each.path("project_id").asString(""))) {
                    put(limits, each, "resource_limit");
                }
            }
            return limits;
        } catch (KeystoneUnavailable unavailable) {
            log.warn("Keystone does not tell a project's limits: {}", unavailable.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw Refusal.unavailable(
                "The identity service cannot be asked for the project's limits now; try again in a few seconds.",
                RETRY_AFTER);
    }

    private static void put(Map<Resource, Long> limits, JsonNode each, String field) {
        for (Resource resource : Resource.values()) {
            if (resource.toString().equals(each.path("resource_name").asString(""))) {
                long limit = each.path(field).asLong(UNLIMITED);
                limits.put(
                        resource,
                        limit < 0 ? UNLIMITED : resource.inBytes() ? limit * MEBIBYTE : limit);
            }
        }
    }

    private JsonNode get(String path) throws KeystoneUnavailable, InterruptedException {
        String token = own.get();
        HttpResponse<String> answer = get(path, token);
        if (answer.statusCode() == 401) {
            answer = get(path, own.insteadOf(token));
        }
        if (answer.statusCode() != 200) {
            throw new KeystoneUnavailable(
                    "it answers %s with %d; our user needs to read services and limits"
                            .formatted(path, answer.statusCode()));
        }
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException garbage) {
            throw new KeystoneUnavailable("it answers %s with no JSON".formatted(path));
        }
    }

    private HttpResponse<String> get(String path, String token)
            throws KeystoneUnavailable, InterruptedException {
        return calls.send(calls.request(path).header("X-Auth-Token", token).GET().build());
    }

    private static String coded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
