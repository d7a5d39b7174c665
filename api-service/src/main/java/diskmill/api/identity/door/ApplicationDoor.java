package diskmill.api.identity.door;

import diskmill.api.identity.CredentialLogins;
import diskmill.api.identity.CredentialLogins.Result;
import diskmill.api.identity.Session;
import diskmill.api.identity.Sessions;
import diskmill.api.identity.ShortMemory;
import diskmill.api.identity.access.AccessTokens;
import diskmill.api.web.PublicAddress;
import diskmill.api.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The v1 API's way in: an application, by its access token, that acts for a user, by the id and secret of an application credential of the
 * user's. What is remembered of the latter is the token that they were exchanged for, which then is looked up as any other; so it ends
 * as soon as any other does. Threads may share it.
 */
final class ApplicationDoor {

    private static final String ACCESS_TOKEN = "HT-ACCESS-TOKEN";
    private static final String SESSION_TOKEN = "IMR-SESSION-TOKEN";
    private static final String SESSION_SECRET = "IMR-SESSION-SECRET";

    /** Longer ones are nobody's. */
    private static final int MAX_LENGTH = 255;

    private final AccessTokens accessTokens;
    private final CredentialLogins logins;
    private final Sessions sessions;
    private final PublicAddress address;
    private final ShortMemory<String> exchanged;

    /** @param exchanged tokens, by what they were exchanged for */
    ApplicationDoor(
            AccessTokens accessTokens,
            CredentialLogins logins,
            Sessions sessions,
            PublicAddress address,
            ShortMemory<String> exchanged) {
        this.accessTokens = accessTokens;
        this.logins = logins;
        this.sessions = sessions;
        this.address = address;
        this.exchanged = exchanged;
    }

    /** @throws Refusal 401 that says which header; 429 after too many wrong secrets; 503 if it cannot be found out now */
    Session authenticate(HttpServletRequest request) {
        String application = header(request, ACCESS_TOKEN, "the application's access token");
        if (!accessTokens.isValid(application)) {
            throw wrong(
                    "The access token in the header HT-ACCESS-TOKEN is not valid, or no longer.",
                    request);
        }
        String id = header(request, SESSION_TOKEN, "the id of an application credential");
        String secret = header(request, SESSION_SECRET, "the application credential's secret");
        return session(id, secret, request.getRemoteAddr())
                .orElseThrow(() ->
                        wrong(
                                "The headers IMR-SESSION-TOKEN and IMR-SESSION-SECRET are not, or no longer, the id and the secret of an application credential.",
                                request));
    }

    private String header(HttpServletRequest request, String name, String what) {
        String value = request.getHeader(name);
        if (value == null || value.isEmpty()) {
            throw wrong("Send %s in the header %s.".formatted(what, name), request);
        }
        return value;
    }

    private Optional<Session> session(String id, String secret, String from) {
        if (id.length() > MAX_LENGTH || secret.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        byte[] key = ShortMemory.hash("%d %s %s".formatted(id.length(), id, secret));
        Supplier<Optional<String>> source = () -> exchange(id, secret, from);
        Optional<String> token = exchanged.find(key, source);
        Optional<Session> session = token.flatMap(sessions::find);
        if (token.isPresent() && session.isEmpty()) {
            // it has ended, and another one may be had
            exchanged.forget(key);
            return exchanged.find(key, source).flatMap(sessions::find);
        }
        return session;
    }

    private Optional<String> exchange(String id, String secret, String from) {
        try {
            return switch (logins.login(id, secret, from)) {
                case Result.Granted granted -> Optional.of(granted.token());
                case Result.Denied _ -> Optional.empty();
                case Result.Later later -> throw later(later.delay().toSeconds() + 1);
            };
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Refusal.unavailable("This server is stopping; try again in a few seconds.", 5);
        }
    }

    private Refusal wrong(String message, HttpServletRequest request) {
        return new Refusal(
                401,
                message,
                Map.of(
                        "WWW-Authenticate",
                        AuthenticationFilter.challenge(sessions, address, request)));
    }

    private static Refusal later(long seconds) {
        return new Refusal(
                429,
                "Too many wrong secrets in the header IMR-SESSION-SECRET; try again in %d s."
                        .formatted(seconds),
                Map.of("Retry-After", Long.toString(seconds)));
    }
}
