package diskmill.api.v1.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import diskmill.api.identity.Caller;
import diskmill.api.identity.access.AccessToken;
import diskmill.api.identity.access.AccessTokens;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.web.Refusal;
import diskmill.api.web.StrictJson;
import diskmill.api.web.Text;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What lets applications in at the v1 API. The token's text is shown once, when it is issued. */
@RestController
@RequestMapping("/v1/admin/access-tokens")
final class AccessTokensController {

    private static final int MAX_BODY = 16 << 10;

    /** Characters, as a project's name has at most. */
    private static final int LONGEST_NAME = 255;

    /** @param token its text; null but when it is issued */
    record Shown(
            String id,
            String name,
            @JsonProperty("created_by") String createdBy,
            @JsonProperty("created_at") Instant createdAt,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String token) {

        static Shown of(AccessToken token, @Nullable String secret) {
            return new Shown(
                    token.id(), token.name(), token.createdBy(), token.createdAt(), secret);
        }

        @Override
        public String toString() {
            return "Shown[%s]".formatted(id);
        }
    }

    private final ImagePolicy policy;
    private final AccessTokens tokens;

    AccessTokensController(ImagePolicy policy, AccessTokens tokens) {
        this.policy = policy;
        this.tokens = tokens;
    }

    @PostMapping
    ResponseEntity<Shown> issue(HttpServletRequest request, Caller caller) throws IOException {
        policy.check(Rule.MANAGE_ACCESS_TOKENS, caller);
        JsonNode given = StrictJson.object(request, MAX_BODY).path("name");
        String name = given.isString() ? given.stringValue().strip() : "";
        if (name.isEmpty() || Text.length(name) > LONGEST_NAME) {
            throw Refusal.badRequest(
                    "Give the application's 'name', of at most %d characters."
                            .formatted(LONGEST_NAME));
        }
        try {
            AccessTokens.Issued issued = tokens.issue(name, caller.userName());
            return ResponseEntity.status(201)
                    .cacheControl(CacheControl.noStore())
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(Shown.of(issued.token(), issued.secret()));
        } catch (DuplicateKeyException taken) {
            throw Refusal.conflict(
                    "There is an access token of this name already; revoke it first, or choose another name.");
        }
    }

    @GetMapping
    ResponseEntity<Map<String, List<Shown>>> list(Caller caller) {
        policy.check(Rule.MANAGE_ACCESS_TOKENS, caller);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        Map.of(
                                "access_tokens",
                                tokens.list().stream()
                                        .map(token -> Shown.of(token, null))
                                        .toList()));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> revoke(@PathVariable String id, Caller caller) {
        policy.check(Rule.MANAGE_ACCESS_TOKENS, caller);
        if (!Text.isStorable(id) || !tokens.revoke(id)) {
            throw Refusal.notFound("There is no such access token, or it is revoked already.");
        }
        return ResponseEntity.noContent().build();
    }
}
