package diskmill.api.identity.v3.manage;

import diskmill.api.identity.Session;
import diskmill.api.identity.accounts.Change;
import diskmill.api.identity.accounts.Role;
import diskmill.api.identity.accounts.Roles;
import diskmill.api.identity.tokens.Tokens;
import diskmill.api.identity.v3.Fields;
import diskmill.api.web.PublicAddress;
import diskmill.api.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Roles. Those that policies go by stay as they are. */
@RestController
final class RolesController {

    private final Roles roles;
    private final Tokens tokens;
    private final Access access;
    private final PublicAddress address;

    RolesController(Roles roles, Tokens tokens, Access access, PublicAddress address) {
        this.roles = roles;
        this.tokens = tokens;
        this.access = access;
        this.address = address;
    }

    @GetMapping("/v3/roles")
    ResponseEntity<Map<String, ?>> list(
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(name = "domain_id", required = false) @Nullable String domain,
            Session asking,
            HttpServletRequest request) {
        access.toLook(asking);
        Documents documents = Documents.in(request, address);
        // a role that belongs to a domain is another kind, and there is none
        List<Role> found = domain == null ? roles.list(name) : List.of();
        return documents.list("roles", found.stream().map(documents::role).toList());
    }

    @GetMapping("/v3/roles/{id}")
    ResponseEntity<Map<String, ?>> show(
            @PathVariable String id, Session asking, HttpServletRequest request) {
        access.toLook(asking);
        return answer(200, roles.find(id).orElseThrow(() -> Access.noSuch("role")), request);
    }

    @PostMapping("/v3/roles")
    ResponseEntity<Map<String, ?>> create(Session asking, HttpServletRequest request)
            throws IOException, InterruptedException {
        access.toManage(asking);
        Fields body = Fields.of(request, "role");
        if (body.has("domain_id")) {
            throw Refusal.badRequest("A role belongs to no domain here; leave out 'domain_id'.");
        }
        String name = body.requiredName("name");
        Change wanted = Changes.role(body);
        String description = wanted.description() == null ? "" : wanted.description();
        Role made =
                Access.unlessTaken("role", () -> roles.insert(name, description, wanted.extra()));
        return answer(201, made, request);
    }

    @PatchMapping("/v3/roles/{id}")
    ResponseEntity<Map<String, ?>> change(
            @PathVariable String id, Session asking, HttpServletRequest request)
            throws IOException, InterruptedException {
        access.toManage(asking);
        Change change = Changes.role(Fields.of(request, "role"));
        checkOurs(id);
        Role changed =
                Access.unlessTaken("role", () -> roles.update(id, change))
                        .orElseThrow(() -> Access.noSuch("role"));
        tokens.forgetAll();
        return answer(200, changed, request);
    }

    @DeleteMapping("/v3/roles/{id}")
    ResponseEntity<Void> delete(@PathVariable String id, Session asking) {
        access.toManage(asking);
        checkOurs(id);
        if (!roles.delete(id)) {
            throw Access.noSuch("role");
        }
        tokens.forgetAll();
        return ResponseEntity.noContent().build();
    }

    /** As Keystone's own are immutable. */
    private void checkOurs(String id) {
        if (roles.find(id).orElseThrow(() -> Access.noSuch("role")).isBuiltIn()) {
            throw Refusal.forbidden(
                    "This role is built in, since policies go by it; it cannot be changed or deleted.");
        }
    }

    private ResponseEntity<Map<String, ?>> answer(
            int status, Role role, HttpServletRequest request) {
        return Documents.one(status, "role", Documents.in(request, address).role(role));
    }
}
