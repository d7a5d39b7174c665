package diskmill.api.identity.v3.manage;

import diskmill.api.identity.Session;
import diskmill.api.identity.accounts.Change;
import diskmill.api.identity.accounts.User;
import diskmill.api.identity.accounts.Users;
import diskmill.api.identity.tokens.Tokens;
import diskmill.api.identity.v3.Domain;
import diskmill.api.identity.v3.Fields;
import diskmill.api.web.PublicAddress;
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

/** Users. */
@RestController
final class UsersController {

    private final Users users;
    private final Tokens tokens;
    private final Access access;
    private final PublicAddress address;

    UsersController(Users users, Tokens tokens, Access access, PublicAddress address) {
        this.users = users;
        this.tokens = tokens;
        this.access = access;
        this.address = address;
    }

    @GetMapping("/v3/users")
    ResponseEntity<Map<String, ?>> list(
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String enabled,
            @RequestParam(name = "domain_id", required = false) @Nullable String domain,
            Session asking,
            HttpServletRequest request) {
        access.toLook(asking);
        Documents documents = Documents.in(request, address);
        List<User> found =
                Domain.includes(domain) ? users.list(Changes.filter(name, enabled)) : List.of();
        return documents.list("users", found.stream().map(documents::user).toList());
    }

    @GetMapping("/v3/users/{id}")
    ResponseEntity<Map<String, ?>> show(
            @PathVariable String id, Session asking, HttpServletRequest request) {
        access.toLookOrSelf(asking, id);
        return answer(200, users.find(id).orElseThrow(() -> Access.noSuch("user")), request);
    }

    @PostMapping("/v3/users")
    ResponseEntity<Map<String, ?>> create(Session asking, HttpServletRequest request)
            throws IOException, InterruptedException {
        access.toManage(asking);
        Fields body = Fields.of(request, "user");
        String name = body.requiredName("name");
        Change wanted = Changes.user(body);
        User made = Access.unlessTaken("user", () -> users.insert(wanted, name));
        return answer(201, made, request);
    }

    /** Also sets a new password, as an admin may without knowing the old one. */
    @PatchMapping("/v3/users/{id}")
    ResponseEntity<Map<String, ?>> change(
            @PathVariable String id, Session asking, HttpServletRequest request)
            throws IOException, InterruptedException {
        access.toManage(asking);
        Change change = Changes.user(Fields.of(request, "user"));
        User changed =
                Access.unlessTaken("user", () -> users.update(id, change))
                        .orElseThrow(() -> Access.noSuch("user"));
        tokens.forgetAll();
        return answer(200, changed, request);
    }

    @DeleteMapping("/v3/users/{id}")
    ResponseEntity<Void> delete(@PathVariable String id, Session asking) {
        access.toManage(asking);
        if (!users.delete(id)) {
            throw Access.noSuch("user");
        }
        tokens.forgetAll();
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<Map<String, ?>> answer(
            int status, User user, HttpServletRequest request) {
        return Documents.one(status, "user", Documents.in(request, address).user(user));
    }
}
