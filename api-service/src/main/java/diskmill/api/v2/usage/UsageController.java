package diskmill.api.v2.usage;

import diskmill.api.identity.Caller;
import diskmill.api.quota.QuotaLimits;
import diskmill.api.quota.Quotas;
import diskmill.api.quota.Resource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v2/info/usage}: the caller's project's, sizes in MiB as in Glance; a limit of -1 is none. */
@RestController
final class UsageController {

    private static final long MEBIBYTE = 1 << 20;

    record Usage(long limit, long usage) {}

    private final Quotas quotas;

    UsageController(Quotas quotas) {
        this.quotas = quotas;
    }

    @GetMapping("/v2/info/usage")
    ResponseEntity<Map<String, Map<String, Usage>>> usage(Caller caller) {
        Map<Resource, Long> used = quotas.used(caller.project());
        Map<String, Usage> usage = new LinkedHashMap<>();
        for (Resource resource : Resource.values()) {
            usage.put(
                    resource.toString(),
                    of(
                            resource,
                            quotas.limit(caller.project(), resource),
                            used.getOrDefault(resource, 0L)));
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("usage", usage));
    }

    private static Usage of(Resource resource, long limit, long used) {
        long unit = resource.inBytes() ? MEBIBYTE : 1;
        // what is begun counts as a whole; what is not whole is not to be had
        return new Usage(
                limit < 0 ? QuotaLimits.UNLIMITED : limit / unit, Math.ceilDiv(used, unit));
    }
}
