package diskmill.api.identity.keystone;

import diskmill.api.identity.Session;
import diskmill.api.identity.Sessions;
import diskmill.api.identity.ShortMemory;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;

/** Asks Keystone about each token, and remembers for a while those that were valid. Threads may share it. */
final class KeystoneSessions implements Sessions {

    /** What may stand in a header, and no longer than any token is. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,8192}");

    private final KeystoneCalls calls;
    private final ServiceToken own;
    private final ShortMemory<Session> cache;
    private final Clock clock;
    private final String authUrl;
    private final Availability availability;

    KeystoneSessions(
            KeystoneCalls calls,
            ServiceToken own,
            ShortMemory<Session> cache,
            Clock clock,
            String authUrl,
            Availability availability) {
        this.calls = calls;
        this.own = own;
        this.cache = cache;
        this.clock = clock;
        this.authUrl = authUrl;
        this.availability = availability;
    }

    @Override
    public String authUrl(String base) {
        return authUrl;
    }

    /** @throws diskmill.api.web.Refusal 503 if Keystone cannot be asked now */
    @Override
    public Optional<Session> find(String token) {
        if (!TOKEN.matcher(token).matches()) {
            return Optional.empty();
        }
        return cache.find(ShortMemory.hash(token), () -> availability.answer(() -> validate(token)))
                .filter(session -> session.expiresAt().isAfter(clock.instant()));
    }

    private Optional<Session> validate(String token)
            throws KeystoneUnavailable, InterruptedException {
        String ours = own.get();
        HttpResponse<String> answer = validate(token, ours);
        if (answer.statusCode() == 401) {
            answer = validate(token, own.insteadOf(ours));
        }
        return switch (answer.statusCode()) {
            case 200 -> Optional.of(TokenAnswer.read(answer.body()));
            case 404 -> unknown(answer);
            case 401 -> throw new KeystoneUnavailable("it refuses our own token");
            case 403 ->
                    throw new KeystoneUnavailable(
                            "our user may not look at tokens: give it the role service in its project");
            default ->
                    throw new KeystoneUnavailable(
                            "it answers about a token with " + answer.statusCode());
        };
    }

    /** Keystone's own 404 is JSON; another server's would say that the address is wrong, which says nothing of the token. */
    private static Optional<Session> unknown(HttpResponse<String> answer)
            throws KeystoneUnavailable {
        if (!answer.body().startsWith("{")) {
            throw new KeystoneUnavailable(
                    "there is no Keystone at this address: check diskmill.identity.keystone.url");
        }
        return Optional.empty();
    }

    private HttpResponse<String> validate(String token, String ours)
            throws KeystoneUnavailable, InterruptedException {
        return calls.send(
                calls.request("/auth/tokens?nocatalog")
                        .header("X-Auth-Token", ours)
                        .header("X-Subject-Token", token)
                        .GET()
                        .build());
    }
}
