package diskmill.api.identity.v3;

import diskmill.api.identity.Session;
import diskmill.api.identity.tokens.Logins;
import diskmill.api.identity.tokens.Tokens;
import diskmill.api.web.PublicAddress;
import diskmill.api.web.Refusal;
import diskmill.api.web.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tokens: got, looked at, and given back. */
@RestController
public final class AuthController {

    static final String SUBJECT = "X-Subject-Token";

    /** Anybody may send it; a login takes some hundred bytes. */
    private static final int MAX_BODY = 16 << 10;

    private final Logins logins;
    private final Tokens tokens;
    private final PublicAddress address;

    AuthController(Logins logins, Tokens tokens, PublicAddress address) {
        this.logins = logins;
        this.tokens = tokens;
        this.address = address;
    }

    @PostMapping("/v3/auth/tokens")
    ResponseEntity<Map<String, TokenDocument>> login(
            @RequestParam(name = "nocatalog", required = false) @Nullable String noCatalog,
            HttpServletRequest request)
            throws IOException, InterruptedException {
        Logins.Request login =
                AuthBody.read(StrictJson.object(request, MAX_BODY), request.getRemoteAddr());
        return switch (logins.login(login)) {
            case Logins.Result.Granted(Tokens.Issued token) ->
                    ResponseEntity.status(201)
                            .header(SUBJECT, token.secret())
                            .header("Vary", "X-Auth-Token")
                            .contentType(MediaType.APPLICATION_JSON)
                            .body(document(token.session(), noCatalog == null, request));
            case Logins.Result.Denied _ -> throw denied();
            case Logins.Result.Later(Duration delay) -> throw later(delay);
        };
    }

    @GetMapping("/v3/auth/tokens")
    ResponseEntity<Map<String, TokenDocument>> show(
            @RequestHeader(name = SUBJECT, required = false) @Nullable String subject,
            @RequestParam(name = "nocatalog", required = false) @Nullable String noCatalog,
            Session asking,
            HttpServletRequest request) {
        String secret = required(subject);
        Session session = subjectOf(secret, asking, "admin", "service");
        return ResponseEntity.ok()
                .header(SUBJECT, secret)
                .header("Vary", "X-Auth-Token")
                .contentType(MediaType.APPLICATION_JSON)
                .body(document(session, noCatalog == null, request));
    }

    @DeleteMapping("/v3/auth/tokens")
    ResponseEntity<Void> revoke(
            @RequestHeader(name = SUBJECT, required = false) @Nullable String subject,
            Session asking) {
        String secret = required(subject);
        subjectOf(secret, asking, "admin");
        tokens.revoke(secret);
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/v3/auth/catalog")
    ResponseEntity<Map<String, List<Catalog.Service>>> catalog(
            Session session, HttpServletRequest request) {
        if (session.project() == null) {
            throw Refusal.forbidden("A catalog belongs to a project; get a token for one.");
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("catalog", Catalog.of(address.of(request))));
    }

    /** Somebody else's token is for admins and services to see; to others it is not there. */
    private Session subjectOf(String secret, Session asking, String... roles) {
        boolean any = Stream.of(roles).anyMatch(asking::hasRole);
        return tokens.find(secret)
                .filter(session -> any || session.user().id().equals(asking.user().id()))
                .orElseThrow(() -> Refusal.notFound("There is no such token, or it has ended."));
    }

    private static String required(@Nullable String subject) {
        if (subject == null || subject.isEmpty()) {
            throw Refusal.badRequest("Give the token to look at in the header X-Subject-Token.");
        }
        return subject;
    }

    private Map<String, TokenDocument> document(
            Session session, boolean withCatalog, HttpServletRequest request) {
        return Map.of("token", TokenDocument.of(session, address.of(request), withCatalog));
    }

    static Refusal denied() {
        return new Refusal(
                401,
                "The name, the password or the project is wrong, or may not be used together.");
    }

    public static Refusal later(Duration wait) {
        String seconds = Long.toString(wait.toSeconds() + 1);
        return new Refusal(
                429,
                "Too many wrong passwords, or logins at once; try again in %s s."
                        .formatted(seconds),
                Map.of("Retry-After", seconds));
    }
}
