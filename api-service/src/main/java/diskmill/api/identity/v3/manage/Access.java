package diskmill.api.identity.v3.manage;

import diskmill.api.identity.Session;
import diskmill.api.identity.accounts.Passwords;
import diskmill.api.policy.Policy;
import diskmill.api.policy.Rule;
import diskmill.api.web.Refusal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/**
 * Who may manage what: whom the policy lets, everything; everybody what is one's own. Who only has the role admin looks at all of it. And what
 * all of these refuse in the same way.
 */
final class Access {

    private final Policy policy;

    Access(Policy policy) {
        this.policy = policy;
    }

    /** @throws Refusal 403 unless the asking one may make, change and delete accounts */
    void toManage(Session asking) {
        if (!mayManage(asking)) {
            throw Refusal.forbidden(
                    "You are not permitted to do this (policy %s): it wants another role, or another project."
                            .formatted(Rule.MANAGE_IDENTITY));
        }
    }

    void toManageOrSelf(Session asking, String user) {
        if (!asking.user().id().equals(user)) {
            toManage(asking);
        }
    }

    /** @throws Refusal 403 unless the asking one may look at everybody's accounts */
    void toLook(Session asking) {
        if (!asking.hasRole("admin") && !mayManage(asking)) {
            throw Refusal.forbidden(
                    "You are not permitted to do this: it wants the role admin in the token's project.");
        }
    }

    void toLookOrSelf(Session asking, String user) {
        if (!asking.user().id().equals(user)) {
            toLook(asking);
        }
    }

    /** Also at the project that the token is for. */
    void toLookOrIn(Session asking, String project) {
        Session.Named own = asking.project();
        if (own == null || !own.id().equals(project)) {
            toLook(asking);
        }
    }

    private boolean mayManage(Session asking) {
        return policy.allows(Rule.MANAGE_IDENTITY, asking);
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
