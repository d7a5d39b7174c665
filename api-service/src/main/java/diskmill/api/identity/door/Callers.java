package diskmill.api.identity.door;

import diskmill.api.identity.Caller;
import diskmill.api.identity.Session;
import diskmill.api.web.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who sends a request that has passed the door. */
public final class Callers {

    private Callers() {}

    /** Empty if it has come by an open address, or its token is for no project. */
    public static Optional<Caller> of(HttpServletRequest request) {
        return AuthenticationFilter.find(request).flatMap(session -> of(session, request));
    }

    static Optional<Caller> of(Session session, HttpServletRequest request) {
        Session.Named project = session.project();
        String domain = session.domain();
        if (project == null || domain == null) {
            return Optional.empty();
        }
        return Optional.of(
                new Caller(
                        session.user().id(),
                        session.user().name(),
                        project.id(),
                        project.name(),
                        domain,
                        roles(session),
                        AuthenticationFilter.findService(request)
                                .map(Callers::roles)
                                .orElse(Set.of()),
                        RequestIds.of(request)));
    }

    private static Set<String> roles(Session session) {
        return session.roles().stream()
                .map(Session.Named::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
