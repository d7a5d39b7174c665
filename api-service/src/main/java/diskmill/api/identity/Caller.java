package diskmill.api.identity;

import java.util.Set;

/**
 * Who is calling, for which project; what every face decides by.
 *
 * @param project   the project's id, which owns what the caller creates
 * @param roles     names, those that others include among them
 * @param requestId of the request that is being answered
 */
public record Caller(
        String userId, String userName, String project, Set<String> roles, String requestId) {

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Whether another OpenStack service calls, such as Nova or Cinder. */
    public boolean isService() {
        return roles.contains("service");
    }
}
