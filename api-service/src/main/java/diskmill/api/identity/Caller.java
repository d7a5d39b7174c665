package diskmill.api.identity;

import java.util.Set;

/**
 * Who is calling, for which project; what every face decides by.
 *
 * @param project   the project's id, which owns what the caller creates
 * @param roles     names
 * @param requestId of the request that is being answered
 */
public record Caller(
        String userId, String userName, String project, Set<String> roles, String requestId) {

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Whether the caller may do everything, to everybody's images. */
    public boolean isAdmin() {
        return roles.contains("admin");
    }
}
