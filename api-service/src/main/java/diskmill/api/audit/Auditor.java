package diskmill.api.audit;

import diskmill.api.identity.Caller;
import diskmill.image.ImageId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Writes down who did what: as a row, and as a line of the log {@code diskmill.audit}, which is there also when the row cannot be written.
 * Threads may share it.
 */
public final class Auditor {

    private static final Logger log = LoggerFactory.getLogger("diskmill.audit");

    private final AuditTrail trail;

    Auditor(AuditTrail trail) {
        this.trail = trail;
    }

    /**
     * @param action method and address, such as {@code PATCH /v2/images/{id}}
     * @param image  null where it is about none
     * @param status of the answer
     */
    public void record(
            Caller caller,
            HttpServletRequest request,
            String action,
            @Nullable ImageId image,
            int status) {
        record(
                new AuditEntry(
                        0,
                        Instant.EPOCH,
                        caller.requestId(),
                        caller.userId(),
                        caller.userName(),
                        caller.project(),
                        action,
                        image == null ? null : image.toString(),
                        status,
                        request.getRemoteAddr()));
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
}
