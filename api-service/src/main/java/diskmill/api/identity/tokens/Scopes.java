package diskmill.api.identity.tokens;

import diskmill.api.identity.accounts.Assignments;
import diskmill.api.identity.accounts.Project;
import diskmill.api.identity.accounts.Projects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** In which project a user may have a token. */
final class Scopes {

    /** @param project null for none */
    record Target(@Nullable String project) {}

    private final Projects projects;
    private final Assignments assignments;

    Scopes(Projects projects, Assignments assignments) {
        this.projects = projects;
        this.assignments = assignments;
    }

    /** Whether the scope is the one project that an application credential is for. */
    boolean staysIn(String user, String project, Logins.Scope scope) {
        return switch (scope) {
            case Logins.Scope.Default _ -> true;
            case Logins.Scope.None _ -> false;
            case Logins.Scope.Project(String id, String name) ->
                    project(user, id, name).filter(project::equals).isPresent();
        };
    }

    /** Empty if the scope is refused. */
    Optional<Target> target(String user, Logins.Scope scope, @Nullable String own) {
        return switch (scope) {
            case Logins.Scope.None _ -> Optional.of(new Target(null));
            case Logins.Scope.Default _ ->
                    Optional.of(
                            new Target(own == null ? null : project(user, own, null).orElse(null)));
            case Logins.Scope.Project(String id, String name) ->
                    project(user, id, name).map(Target::new);
        };
    }

    /** The project's id. Empty if it is not there, is disabled, or the user has no role in it. One of the two is given. */
    private Optional<String> project(String user, @Nullable String id, @Nullable String name) {
        Optional<Project> found =
                id != null
                        ? projects.find(id)
                        : Optional.ofNullable(name).flatMap(projects::findByName);
        return found.filter(Project::enabled)
                .map(Project::id)
                .filter(project -> assignments.any(user, project));
    }
}
