package diskmill.api.identity.v3;

import diskmill.api.identity.Caller;
import diskmill.api.identity.Session;
import diskmill.api.web.Refusal;
import diskmill.api.web.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives a controller the {@link Caller} that it asks for by type. */
final class CallerResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Caller resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("a caller is known in a servlet's request only");
        }
        Session session = AuthenticationFilter.sessionOf(request);
        Session.Named project = session.project();
        if (project == null) {
            throw Refusal.forbidden(
                    "The token is for no project; get one with a project as its scope.");
        }
        checkProject(request.getHeader("X-Project-Id"), project);
        return new Caller(
                session.user().id(),
                session.user().name(),
                project.id(),
                session.roles().stream()
                        .map(Session.Named::name)
                        .collect(Collectors.toUnmodifiableSet()),
                RequestIds.of(request));
    }

    /** The header adds nothing to the token, which is for one project; but a caller that counts on another is told. */
    private static void checkProject(@Nullable String named, Session.Named project) {
        if (named != null && !named.isBlank() && !named.strip().equals(project.id())) {
            throw Refusal.forbidden(
                    "X-Project-Id names another project than the token is for; get a token for that project, or leave the header out.");
        }
    }
}
