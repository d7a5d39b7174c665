package diskmill.api.identity.tokens;

import diskmill.api.identity.accounts.Assignments;
import diskmill.api.identity.accounts.Project;
import diskmill.api.identity.accounts.Projects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** In which project a user may have a token. */
final class Scopes {

    private final Projects projects;
    private final Assignments assignments;

    Scopes(Projects projects, Assignments assignments) {
        this.projects = projects;
        this.assignments = assignments;
    }

    /** The project's id. Empty if it is not there, is disabled, or the user has no role in it. One of the two is given. */
    Optional<String> project(String user, @Nullable String id, @Nullable String name) {
        Optional<Project> found =
                id != null
                        ? projects.find(id)
                        : Optional.ofNullable(name).flatMap(projects::findByName);
        return found.filter(Project::enabled)
                .map(Project::id)
                .filter(project -> assignments.any(user, project));
    }
}
