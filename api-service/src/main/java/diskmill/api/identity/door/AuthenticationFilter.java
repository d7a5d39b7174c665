package diskmill.api.identity.door;

import diskmill.api.identity.Session;
import diskmill.api.identity.Sessions;
import diskmill.api.web.Errors;
import diskmill.api.web.PublicAddress;
import diskmill.api.web.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.dao.DataAccessException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets no request through without a valid token, but for a short list of exact addresses. Where the database, or a Keystone,
 * cannot be asked the answer is 503, since 401 would make clients throw a good token away.
 */
final class AuthenticationFilter extends OncePerRequestFilter {

    private static final String SESSION = Session.class.getName();

    /** Of the service that sends a user's request. */
    private static final String SERVICE = SESSION + ".service";

    private static final Set<String> OPEN =
            Set.of(
                    "/",
                    "/versions",
                    "/versions/",
                    "/v2",
                    "/v2/",
                    "/v3",
                    "/v3/",
                    "/healthcheck",
                    "/openapi.yaml");

    /** Only whole plain words, so that no spelling of another address passes for one of these. */
    private static final Pattern ACTUATOR = Pattern.compile("/actuator(/[a-zA-Z0-9-]+)*");

    /** Where the v1 API begins, which has a door of its own. */
    private static final String V1 = "/v1/openstack/";

    /** Beside it, and for those who let applications in. */
    private static final String V1_ADMIN = "/v1/admin/";

    private final Sessions sessions;
    private final ApplicationDoor applications;
    private final PublicAddress address;
    private final Errors errors;

    AuthenticationFilter(
            Sessions sessions, ApplicationDoor applications, PublicAddress address, Errors errors) {
        this.sessions = sessions;
        this.applications = applications;
        this.address = address;
        this.errors = errors;
    }

    /** @throws Refusal if the request has come without a token, by an open address */
    static Session sessionOf(HttpServletRequest request) {
        return find(request)
                .orElseThrow(() -> new Refusal(401, "Send a token in the header X-Auth-Token."));
    }

    static Optional<Session> find(HttpServletRequest request) {
        return Optional.ofNullable((Session) request.getAttribute(SESSION));
    }

    /** Of the service that sends the request for its user, if one does. */
    static Optional<Session> findService(HttpServletRequest request) {
        return Optional.ofNullable((Session) request.getAttribute(SERVICE));
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!isOpen(request)) {
            try {
                request.setAttribute(SESSION, authenticate(request));
            } catch (Refusal | DataAccessException refused) {
                errors.answer(refused, request, response);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private Session authenticate(HttpServletRequest request) {
        // also where a spelling hides it, since that may yet be found there
        if (request.getRequestURI().startsWith(V1) || request.getServletPath().startsWith(V1)) {
            return applications.authenticate(request);
        }
        String token = request.getHeader("X-Auth-Token");
        if (token == null || token.isEmpty()) {
            throw unauthenticated(whatToSend(request.getRequestURI()), request);
        }
        Session session =
                sessions.find(token)
                        .orElseThrow(() ->
                                unauthenticated(
                                        "The token is not valid, or no longer; get a new one.",
                                        request));
        authenticateService(request);
        return session;
    }

    /** Who is near the v1 API's addresses, but not at them, may take its headers for what is wanted. */
    private static String whatToSend(String path) {
        if (path.startsWith(V1_ADMIN)) {
            return "Send an administrator's token in the header X-Auth-Token; the headers of the v1 API let nobody in here.";
        }
        if (path.equals("/v1") || path.startsWith("/v1/")) {
            return "Send a token in the header X-Auth-Token; the v1 API, with headers of its own, begins at "
                    + V1;
        }
        return "Send a token in the header X-Auth-Token.";
    }

    /** A service's token that is not valid is refused, as {@code keystonemiddleware} does: its request would be taken for the user's own. */
    private void authenticateService(HttpServletRequest request) {
        String token = request.getHeader("X-Service-Token");
        if (token != null && !token.isEmpty()) {
            Session service =
                    sessions.find(token)
                            .orElseThrow(() ->
                                    unauthenticated(
                                            "The token in the header X-Service-Token is not valid, or no longer; get a new one, or leave the header out.",
                                            request));
            request.setAttribute(SERVICE, service);
        }
    }

    /** Where tokens are to be had, as WWW-Authenticate says it. */
    static String challenge(Sessions sessions, PublicAddress address, HttpServletRequest request) {
        return "Keystone uri=\"%s\"".formatted(sessions.authUrl(address.of(request)));
    }

    private Refusal unauthenticated(String message, HttpServletRequest request) {
        return new Refusal(
                401, message, Map.of("WWW-Authenticate", challenge(sessions, address, request)));
    }

    private static boolean isOpen(HttpServletRequest request) {
        String path = request.getRequestURI();
        if ("/v3/auth/tokens".equals(path)) {
            return "POST".equals(request.getMethod());
        }
        return OPEN.contains(path) || (ACTUATOR.matcher(path).matches() && isLocal(request));
    }

    private static boolean isLocal(HttpServletRequest request) {
        // a literal address, so nothing is looked up
        return InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress();
    }
}
