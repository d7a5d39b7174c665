package diskmill.api.identity;

import diskmill.api.identity.Accounts.Account;
import diskmill.api.identity.Session.Named;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a name and a password into a token. Threads may share it. */
public final class Logins {

    /**
     * Who says to be whom, and for which project.
     *
     * @param userId   or {@code userName}: one is given
     * @param from     the address that the request came from, so that one guesser does not lock out others
     */
    public record Request(
            @Nullable String userId,
            @Nullable String userName,
            String password,
            Scope scope,
            String from) {

        @Override
        public String toString() {
            return "Request[%s, %s]".formatted(userId, userName);
        }
    }

    /** What the token shall be for. */
    public sealed interface Scope {

        /** The user's own project, where one is set; else none. */
        record Default() implements Scope {}

        record None() implements Scope {}

        /** One of the two is given. */
        record Project(@Nullable String id, @Nullable String name) implements Scope {}
    }

    /** How it went. */
    public sealed interface Result {

        record Granted(Tokens.Issued token) implements Result {}

        /** Wrong in any way; which way is not told. */
        record Denied() implements Result {}

        /** Too many failures; try again after so long. */
        record Later(Duration delay) implements Result {}
    }

    private final Accounts accounts;
    private final Passwords passwords;
    private final Tokens tokens;
    private final LoginDelay delay;

    Logins(Accounts accounts, Passwords passwords, Tokens tokens, LoginDelay delay) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.tokens = tokens;
        this.delay = delay;
    }

    public Result login(Request request) throws InterruptedException {
        String key = request.userId() + "/" + request.userName() + "@" + request.from();
        Duration wait = delay.left(key);
        if (wait.isPositive()) {
            return new Result.Later(wait);
        }
        Optional<Account> user = accounts.findUser(request.userId(), request.userName());
        boolean right =
                passwords.matches(request.password(), user.map(Account::password).orElse(null));
        if (!right || user.isEmpty()) {
            delay.failed(key);
            return new Result.Denied();
        }
        delay.succeeded(key);
        return switch (request.scope()) {
            case Scope.None _ -> grant(user.get(), null);
            case Scope.Default _ -> grant(user.get(), user.get().defaultProject());
            case Scope.Project(String id, String name) ->
                    accounts.findProject(id, name)
                            .map(Named::id)
                            .filter(project ->
                                    !accounts.rolesOf(user.get().id(), project).isEmpty())
                            .map(project -> grant(user.get(), project))
                            .orElseGet(Result.Denied::new);
        };
    }

    private Result grant(Account user, @Nullable String project) {
        boolean usable = project != null && !accounts.rolesOf(user.id(), project).isEmpty();
        return new Result.Granted(tokens.issue(user.id(), usable ? project : null));
    }
}
