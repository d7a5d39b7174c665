package diskmill.api.identity;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a valid token stands for.
 *
 * @param project null when the token is for no project; then it has no roles
 */
public record Session(
        Named user,
        @Nullable Named project,
        List<Named> roles,
        String auditId,
        Instant issuedAt,
        Instant expiresAt) {

    public Session {
        roles = List.copyOf(roles);
    }

    /** A user, a project or a role, as tokens show it. */
    public record Named(String id, String name) {}
}
