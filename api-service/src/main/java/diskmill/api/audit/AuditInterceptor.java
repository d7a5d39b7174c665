package diskmill.api.audit;

import diskmill.api.identity.Caller;
import diskmill.api.identity.door.Callers;
import diskmill.image.ImageId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Records each request that changes something, and each download, when it has been answered: as a row, and as a line of the log {@code
 * diskmill.audit}, which is there also when the row cannot be written.
 */
final class AuditInterceptor implements HandlerInterceptor {

    private static final Logger log = LoggerFactory.getLogger("diskmill.audit");
    private static final Set<String> CHANGES = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final String DOWNLOAD = "/v2/images/{id}/file";

    /** A GET that changes something, as the document of v1 has it. */
    private static final String V1_DELETE = "/v1/openstack/image/{id}/delete";

    private final AuditTrail trail;

    AuditInterceptor(AuditTrail trail) {
        this.trail = trail;
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
                    .map(caller -> entry(caller, pattern, request, response))
                    .ifPresent(this::record);
        }
    }

    private void record(AuditEntry entry) {
        log.info(
                "request={} user={} project={} action=\"{}\" image={} status={} address={}",
                entry.requestId(),
                entry.userId(),
                entry.project(),
                entry.action(),
                entry.image(),
                entry.status(),
                entry.address());
        try {
            trail.add(entry);
        } catch (DataAccessException away) {
            log.error(
                    "request={}: its row could not be written: {}",
                    entry.requestId(),
                    away.getMessage());
        }
    }

    private static AuditEntry entry(
            Caller caller,
            String pattern,
            HttpServletRequest request,
            HttpServletResponse response) {
        return new AuditEntry(
                0,
                Instant.EPOCH,
                caller.requestId(),
                caller.userId(),
                caller.userName(),
                caller.project(),
                request.getMethod() + " " + pattern,
                image(pattern, request, response).orElse(null),
                response.getStatus(),
                request.getRemoteAddr());
    }

    private static Optional<String> image(
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
        return ImageId.tryParse(named).map(ImageId::toString);
    }

    private static String made(HttpServletResponse response) {
        String location = response.getHeader("Location");
        return location == null ? "" : location.substring(location.lastIndexOf('/') + 1);
    }
}
