package diskmill.api.identity.accounts;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who has which role in which project. Threads may share it. */
public final class Assignments {

    /** One, with the names of its three. */
    public record Assignment(
            String userId,
            String userName,
            String projectId,
            String projectName,
            String roleId,
            String roleName) {}

    /**
     * Which ones are listed; null for all.
     *
     * @param effective with the roles that others include, too
     */
    public record Query(
            @Nullable String user,
            @Nullable String project,
            @Nullable String role,
            boolean effective) {}

    private final JdbcClient database;

    Assignments(JdbcClient database) {
        this.database = database;
    }

    public List<Assignment> list(Query query) {
        return database.sql(
                        """
                        select u.id as user_id, u.name as user_name, p.id as project_id, p.name as project_name,
                               r.id as role_id, r.name as role_name
                        from %s a join users u on u.id = a.user_id join projects p on p.id = a.project_id
                        join roles r on r.id = a.role_id
                        where (:user::text is null or u.id = :user) and (:project::text is null or p.id = :project)
                          and (:role::text is null or r.id = :role)
                        order by p.name, u.name, r.name
                        """
                                .formatted(query.effective() ? "held_roles" : "assignments"))
                .param("user", query.user())
                .param("project", query.project())
                .param("role", query.role())
                .query(Assignment.class)
                .list();
    }

    /** The roles that were given, without those that they include, by name. */
    public List<Role> roles(String user, String project) {
        return database.sql(
                        """
                        select id, name, description, extra from roles
                        where id in (select role_id from assignments where user_id = :user and project_id = :project)
                        order by name
                        """)
                .param("user", user)
                .param("project", project)
                .query((row, _) -> Roles.role(row))
                .list();
    }

    /** Whether the user has any role there. */
    public boolean any(String user, String project) {
        return !roles(user, project).isEmpty();
    }

    /** Does nothing where the user has the role, or where one of the three is not there. */
    public void add(String user, String project, String role) {
        database.sql(
                        """
                        insert into assignments (user_id, project_id, role_id)
                        select u.id, p.id, r.id from users u, projects p, roles r
                        where u.id = :user and p.id = :project and r.id = :role
                        on conflict do nothing
                        """)
                .param("user", user)
                .param("project", project)
                .param("role", role)
                .update();
    }

    /** @return whether it was there */
    public boolean remove(String user, String project, String role) {
        return database.sql(
                                """
                                delete from assignments
                                where user_id = :user and project_id = :project and role_id = :role
                                """)
                        .param("user", user)
                        .param("project", project)
                        .param("role", role)
                        .update()
                > 0;
    }
}
