package diskmill.api.identity.v3.manage;

import diskmill.api.identity.Session;
import diskmill.api.identity.accounts.Passwords;
import diskmill.api.web.Refusal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** Who may manage what: an admin everything, everybody what is one's own; and what all of these refuse in the same way. */
final class Access {

    private Access() {}

    static void admin(Session asking) {
        if (!asking.hasRole("admin")) {
            throw Refusal.forbidden(
                    "You are not permitted to do this: it wants the role admin in the token's project.");
        }
    }

    static void adminOrSelf(Session asking, String user) {
        if (!asking.user().id().equals(user)) {
            admin(asking);
        }
    }

    /** Also for the project that the token is for. */
    static void adminOrIn(Session asking, String project) {
        Session.Named own = asking.project();
        if (own == null || !own.id().equals(project)) {
            admin(asking);
        }
    }

    static Refusal noSuch(String what) {
        return Refusal.notFound("There is no such %s.".formatted(what));
    }

    static void checkPassword(@Nullable String password) {
        if (password == null) {
            return;
        }
        if (password.isEmpty()) {
            throw Refusal.badRequest("A password must not be empty.");
        }
        if (!Passwords.fits(password)) {
            throw Refusal.badRequest(
                    "A password or secret has at most %d bytes in UTF-8."
                            .formatted(Passwords.MAX_BYTES));
        }
    }

    /** @throws Refusal 409 if the name is another one's */
    static <T> T unlessTaken(String what, Callable<T> change) throws InterruptedException {
        try {
            return change.call();
        } catch (DuplicateKeyException taken) {
            throw Refusal.conflict("There is a %s of this name already.".formatted(what));
        } catch (InterruptedException | RuntimeException failed) {
            throw failed;
        } catch (Exception never) {
            throw new IllegalStateException(never);
        }
    }
}
