package diskmill.api.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request that changed something, or tried to, or took an image's bytes.
 *
 * @param id      rises with time
 * @param action  method and address, such as {@code PATCH /v2/images/{id}}
 * @param image   as the request named it, or the one that it made; null where it was about none
 * @param status  of the answer; 4xx if nothing came of it
 * @param address of the client, or of the proxy before us
 */
public record AuditEntry(
        long id,
        Instant at,
        String requestId,
        String userId,
        String userName,
        String project,
        String action,
        @Nullable String image,
        int status,
        String address) {}
