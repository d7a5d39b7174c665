package diskmill.api.identity.v3.manage;

import diskmill.api.identity.Session;
import diskmill.api.identity.accounts.Change;
import diskmill.api.identity.accounts.User;
import diskmill.api.identity.accounts.Users;
import diskmill.api.identity.tokens.Logins;
import diskmill.api.identity.tokens.Tokens;
import diskmill.api.identity.v3.AuthController;
import diskmill.api.identity.v3.Fields;
import diskmill.api.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Everybody's own password, changed by who knows the old one. All tokens of the user end. */
@RestController
final class OwnPasswordController {

    private final Users users;
    private final Logins logins;
    private final Tokens tokens;

    OwnPasswordController(Users users, Logins logins, Tokens tokens) {
        this.users = users;
        this.logins = logins;
        this.tokens = tokens;
    }

    @PostMapping("/v3/users/{id}/password")
    ResponseEntity<Void> change(@PathVariable String id, Session asking, HttpServletRequest request)
            throws IOException, InterruptedException {
        if (!asking.user().id().equals(id)) {
            throw Refusal.forbidden(
                    "Only the user itself changes its password here; an admin sets one by PATCH /v3/users/%s."
                            .formatted(id));
        }
        Fields body = Fields.of(request, "user");
        String old = body.text("original_password");
        String password = body.text("password");
        if (old == null || password == null) {
            throw Refusal.badRequest("Give the new 'password' and the 'original_password'.");
        }
        Access.checkPassword(password);
        if (password.equals(old)) {
            throw Refusal.badRequest("The new password is the old one; choose another.");
        }
        Optional<Logins.Result> refusal = logins.refusal(id, old, request.getRemoteAddr());
        if (refusal.isPresent()) {
            throw refusal.get() instanceof Logins.Result.Later(Duration wait)
                    ? AuthController.later(wait)
                    : new Refusal(401, "The old password is wrong.");
        }
        Optional<User> _ = users.update(id, Change.ofPassword(password));
        tokens.forgetAll();
        return ResponseEntity.noContent().build();
    }
}
