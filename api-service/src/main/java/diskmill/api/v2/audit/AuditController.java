package diskmill.api.v2.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import diskmill.api.audit.AuditEntry;
import diskmill.api.audit.AuditTrail;
import diskmill.api.identity.Caller;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.web.Refusal;
import diskmill.image.ImageId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v2/audit}: the newest first; of one image, also a deleted one, by {@code image_id}. Not in Glance. */
@RestController
final class AuditController {

    private static final int DEFAULT_LIMIT = 25;
    private static final int MAX_LIMIT = 1000;

    record Page(
            List<Entry> entries,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String next) {}

    record Entry(
            long id,
            Instant at,
            @JsonProperty("request_id") String requestId,
            @JsonProperty("user_id") String userId,
            @JsonProperty("user_name") String userName,
            @JsonProperty("project_id") String project,
            String action,
            @JsonProperty("image_id") @Nullable String image,
            int status,
            String address) {

        static Entry of(AuditEntry entry) {
            return new Entry(
                    entry.id(),
                    entry.at(),
                    entry.requestId(),
                    entry.userId(),
                    entry.userName(),
                    entry.project(),
                    entry.action(),
                    entry.image(),
                    entry.status(),
                    entry.address());
        }
    }

    private final ImagePolicy policy;
    private final AuditTrail trail;

    AuditController(ImagePolicy policy, AuditTrail trail) {
        this.policy = policy;
        this.trail = trail;
    }

    @GetMapping("/v2/audit")
    ResponseEntity<Page> list(
            @RequestParam(name = "image_id", required = false) @Nullable String image,
            @RequestParam(name = "marker", required = false) @Nullable String marker,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            Caller caller) {
        policy.check(Rule.GET_AUDIT, caller);
        if (image != null && ImageId.tryParse(image).isEmpty()) {
            throw Refusal.badRequest("'image_id' must be the id of an image.");
        }
        int most =
                (int) Math.min(MAX_LIMIT, limit == null ? DEFAULT_LIMIT : number("limit", limit));
        long before = marker == null ? Long.MAX_VALUE : number("marker", marker);
        List<Entry> entries = trail.list(image, before, most).stream().map(Entry::of).toList();
        boolean more = most > 0 && entries.size() == most;
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Page(entries, more ? next(image, entries.getLast().id(), most) : null));
    }

    private static String next(@Nullable String image, long last, int limit) {
        return "/v2/audit?limit=%d&marker=%d%s"
                .formatted(limit, last, image == null ? "" : "&image_id=" + image);
    }

    private static long number(String name, String text) {
        if (!text.matches("\\d{1,18}")) {
            throw Refusal.badRequest("'%s' must be a number, 0 or more.".formatted(name));
        }
        return Long.parseLong(text);
    }
}
