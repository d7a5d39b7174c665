package diskmill.api.audit;

import diskmill.api.identity.door.Callers;
import diskmill.image.ImageId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Records each request that changes something, and each download, when it has been answered. */
final class AuditInterceptor implements HandlerInterceptor {

    private static final Set<String> CHANGES = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final String DOWNLOAD = "/v2/images/{id}/file";

    /** A GET that changes something, as the document of v1 has it. */
    private static final String V1_DELETE = "/v1/openstack/image/{id}/delete";

    private final Auditor auditor;

    AuditInterceptor(Auditor auditor) {
        this.auditor = auditor;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable Exception failure) {
        String pattern =
                String.valueOf(
                        request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        boolean counts =
                CHANGES.contains(request.getMethod())
                        || ((DOWNLOAD.equals(pattern) || V1_DELETE.equals(pattern))
                                && "GET".equals(request.getMethod()));
        if (counts) {
            Callers.of(request)
                    .ifPresent(caller ->
                            auditor.record(
                                    caller,
                                    request,
                                    request.getMethod() + " " + pattern,
                                    image(pattern, request, response).orElse(null),
                                    response.getStatus()));
        }
    }

    private static Optional<ImageId> image(
            String pattern, HttpServletRequest request, HttpServletResponse response) {
        if (!pattern.startsWith("/v2/images") && !pattern.startsWith("/v1/openstack/image")) {
            return Optional.empty();
        }
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        String named =
                variables instanceof Map<?, ?> map && map.get("id") instanceof String id
                        ? id
                        : made(response);
        // whatever else stands there names no image
        return ImageId.tryParse(named);
    }

    private static String made(HttpServletResponse response) {
        String location = response.getHeader("Location");
        return location == null ? "" : location.substring(location.lastIndexOf('/') + 1);
    }
}
