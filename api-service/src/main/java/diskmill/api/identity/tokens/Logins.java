package diskmill.api.identity.tokens;

import diskmill.api.identity.LoginDelay;
import diskmill.api.identity.Session;
import diskmill.api.identity.accounts.ApplicationCredentials;
import diskmill.api.identity.accounts.Passwords;
import diskmill.api.identity.accounts.Users;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a proof of who one is into a token. Threads may share it. */
public final class Logins {

    /** @param from the address that the request came from, so that one guesser does not lock out others */
    public record Request(Proof proof, Scope scope, String from) {}

    /** By what the caller shows who it is. Never printed whole. */
    public sealed interface Proof {

        /** Either id or name is given. */
        record Password(@Nullable String userId, @Nullable String userName, String password)
                implements Proof {

            @Override
            public String toString() {
                return "Password[%s, %s]".formatted(userId, userName);
            }
        }

        record Token(String token) implements Proof {

            @Override
            public String toString() {
                return "Token[]";
            }
        }

        record Credential(ApplicationCredentials.Named named, String secret) implements Proof {

            @Override
            public String toString() {
                return "Credential[%s]".formatted(named);
            }
        }
    }

    /** What the token shall be for. */
    public sealed interface Scope {

        /** The user's own project, where one is set; else none. An application credential's. */
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

    private final Users users;
    private final ApplicationCredentials credentials;
    private final Scopes scopes;
    private final Passwords passwords;
    private final Tokens tokens;
    private final LoginDelay delay;

    Logins(
            Users users,
            ApplicationCredentials credentials,
            Scopes scopes,
            Passwords passwords,
            Tokens tokens,
            LoginDelay delay) {
        this.users = users;
        this.credentials = credentials;
        this.scopes = scopes;
        this.passwords = passwords;
        this.tokens = tokens;
        this.delay = delay;
    }

    public Result login(Request request) throws InterruptedException {
        return switch (request.proof()) {
            case Proof.Password password -> byPassword(password, request.scope(), request.from());
            case Proof.Credential shown -> byCredential(shown, request.scope(), request.from());
            // 256 random bits cannot be guessed, so there is no delay
            case Proof.Token(String token) ->
                    tokens.find(token)
                            .map(session -> byToken(session, request.scope()))
                            .orElseGet(Result.Denied::new);
        };
    }

    private Result byPassword(Proof.Password shown, Scope scope, String from)
            throws InterruptedException {
        String key = "user %s/%s@%s".formatted(shown.userId(), shown.userName(), from);
        Optional<Users.Login> user = users.findLogin(shown.userId(), shown.userName());
        Optional<Result> refusal =
                refusal(key, shown.password(), user.map(Users.Login::passwordHash));
        if (refusal.isPresent() || user.isEmpty()) {
            return refusal.orElseGet(Result.Denied::new);
        }
        String id = user.get().id();
        return scopes.target(id, scope, user.get().defaultProject())
                .map(into -> granted(Tokens.Grant.byPassword(id, into.project())))
                .orElseGet(Result.Denied::new);
    }

    private Result byCredential(Proof.Credential shown, Scope scope, String from)
            throws InterruptedException {
        String key = "credential %s@%s".formatted(shown.named(), from);
        Optional<ApplicationCredentials.Login> found = credentials.findLogin(shown.named());
        Optional<Result> refusal =
                refusal(key, shown.secret(), found.map(ApplicationCredentials.Login::secretHash));
        if (refusal.isPresent() || found.isEmpty()) {
            return refusal.orElseGet(Result.Denied::new);
        }
        ApplicationCredentials.Login login = found.get();
        if (!scopes.staysIn(login.user(), login.project(), scope)) {
            return new Result.Denied();
        }
        return granted(
                new Tokens.Grant(
                        login.user(),
                        login.project(),
                        List.of("application_credential"),
                        null,
                        login.id(),
                        login.expiresAt()));
    }

    /** Why this is not the user's password; empty if it is. */
    public Optional<Result> refusal(String user, String password, String from)
            throws InterruptedException {
        return refusal(
                "user %s/null@%s".formatted(user, from),
                password,
                users.findLogin(user, null).map(Users.Login::passwordHash));
    }

    private Optional<Result> refusal(String key, String shown, Optional<String> hash)
            throws InterruptedException {
        // its turn is asked for when it has a place, so that of many guesses at once the later ones
        // hear of the earlier ones
        Optional<Passwords.Place> free = passwords.place();
        if (free.isEmpty()) {
            return Optional.of(new Result.Later(Passwords.LONGEST_WAIT));
        }
        try (Passwords.Place place = free.get()) {
            return switch (delay.turn(key)) {
                case LoginDelay.Turn.Later(Duration wait) -> Optional.of(new Result.Later(wait));
                case LoginDelay.Turn.Now now -> {
                    if (place.matches(shown, hash.orElse(null))) {
                        now.succeeded();
                        yield Optional.empty();
                    }
                    now.failed();
                    yield Optional.of(new Result.Denied());
                }
            };
        }
    }

    /** The new token ends when the old one does, and can do no more than an application credential it goes back to. */
    private Result byToken(Session session, Scope scope) {
        String user = session.user().id();
        Session.Named project = session.project();
        Session.Credential credential = session.credential();
        if (credential != null && (project == null || !scopes.staysIn(user, project.id(), scope))) {
            return new Result.Denied();
        }
        String own =
                credential != null && project != null
                        ? project.id()
                        : users.findLogin(user, null).map(Users.Login::defaultProject).orElse(null);
        List<String> methods = new ArrayList<>(session.methods());
        if (!methods.contains("token")) {
            methods.addFirst("token");
        }
        Instant end = session.expiresAt();
        return scopes.target(user, scope, own)
                .map(into ->
                        granted(
                                new Tokens.Grant(
                                        user,
                                        into.project(),
                                        methods,
                                        session.auditIds().getLast(),
                                        credential == null ? null : credential.id(),
                                        end)))
                .orElseGet(Result.Denied::new);
    }

    private Result granted(Tokens.Grant grant) {
        return tokens.issue(grant).<Result>map(Result.Granted::new).orElseGet(Result.Denied::new);
    }
}
