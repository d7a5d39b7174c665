package diskmill.api.identity.door;

import diskmill.api.identity.Caller;
import diskmill.api.identity.Session;
import diskmill.api.identity.Sessions;
import diskmill.api.web.PublicAddress;
import diskmill.api.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives a controller the {@link Caller}, or the {@link Session}, that it asks for by type. */
final class CallerResolver implements HandlerMethodArgumentResolver {

    private final Sessions sessions;
    private final PublicAddress address;

    CallerResolver(Sessions sessions, PublicAddress address) {
        this.sessions = sessions;
        this.address = address;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        Class<?> type = parameter.getParameterType();
        return type == Caller.class || type == Session.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("a caller is known in a servlet's request only");
        }
        Session session = AuthenticationFilter.sessionOf(request);
        return parameter.getParameterType() == Session.class ? session : caller(session, request);
    }

    private Caller caller(Session session, HttpServletRequest request) {
        Session.Named project = session.project();
        if (project == null) {
            throw new Refusal(
                    401,
                    "The token is for %s, and images belong to projects; get one with a project as its scope."
                            .formatted(reach(session.reach())),
                    Map.of(
                            "WWW-Authenticate",
                            AuthenticationFilter.challenge(sessions, address, request)));
        }
        checkProject(request.getHeader("X-Project-Id"), project);
        return Callers.of(session, request).orElseThrow();
    }

    private static String reach(Session.Reach reach) {
        return switch (reach) {
            case PROJECT -> "a project";
            case DOMAIN -> "a domain";
            case SYSTEM -> "the whole system";
            case NONE -> "no project";
        };
    }

    /** The header adds nothing to the token, which is for one project; but a caller that counts on another is told. */
    private static void checkProject(@Nullable String named, Session.Named project) {
        if (named != null && !named.isBlank() && !named.strip().equals(project.id())) {
            throw Refusal.forbidden(
                    "X-Project-Id names another project than the token is for; get a token for that project, or leave the header out.");
        }
    }
}
