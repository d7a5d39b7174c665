package diskmill.api.identity.door;

import diskmill.api.identity.Caller;
import diskmill.api.identity.Session;
import diskmill.api.web.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;

/** Who sends a request that has passed the door. */
public final class Callers {

    private Callers() {}

    /** Empty if it has come by an open address, or its token is for no project. */
    public static Optional<Caller> of(HttpServletRequest request) {
        return AuthenticationFilter.find(request).flatMap(session -> of(session, request));
    }

    static Optional<Caller> of(Session session, HttpServletRequest request) {
        return Caller.of(
                session,
                AuthenticationFilter.findService(request).map(Session::roleNames).orElse(Set.of()),
                RequestIds.of(request));
    }
}
