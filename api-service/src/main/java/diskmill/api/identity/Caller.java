package diskmill.api.identity;

import java.util.Optional;
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

    /** Empty if the session is for no project. The others are as above. */
    public static Optional<Caller> of(Session session, Set<String> serviceRoles, String requestId) {
        Session.Named project = session.project();
        String domain = session.domain();
        if (project == null || domain == null) {
            return Optional.empty();
        }
        return Optional.of(
                new Caller(
                        session.user().id(),
                        session.user().name(),
                        project.id(),
                        project.name(),
                        domain,
                        session.roleNames(),
                        serviceRoles,
                        requestId));
    }

    /** Whether another OpenStack service calls, such as Nova or Cinder, for itself. */
    public boolean isService() {
        return roles.contains("service");
    }
}
