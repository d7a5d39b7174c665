package diskmill.api.identity;

import java.util.Set;

/**
 * Who is calling, for which project; what every face decides by.
 *
 * @param project      the project's id, which owns what the caller creates
 * @param projectName  its name, which is its own in its domain only
 * @param domain       that domain's name
 * @param roles        names, those that others include among them
 * @param serviceRoles those of the OpenStack service that calls for the user, by its own token beside the user's; empty where none does
 * @param requestId    of the request that is being answered
 */
public record Caller(
        String userId,
        String userName,
        String project,
        String projectName,
        String domain,
        Set<String> roles,
        Set<String> serviceRoles,
        String requestId) {

    public Caller {
        roles = Set.copyOf(roles);
        serviceRoles = Set.copyOf(serviceRoles);
    }

    /** Whether another OpenStack service calls, such as Nova or Cinder, for itself. */
    public boolean isService() {
        return roles.contains("service");
    }
}
