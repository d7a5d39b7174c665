package diskmill.api.identity;

import diskmill.api.identity.Session.Named;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Users, projects, roles, and who has which role where: all SQL about them. */
final class Accounts {

    /** A user's row. */
    record Account(String id, String name, String password, @Nullable String defaultProject) {}

    private final JdbcClient database;
    private final Clock clock;

    Accounts(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Empty if there is none, or it is disabled. */
    Optional<Account> findUser(@Nullable String id, @Nullable String name) {
        return database.sql(
                        """
                        select id, name, password, default_project from users
                        where enabled and (id = :id or name = :name)
                        """)
                .param("id", id)
                .param("name", name)
                .query((row, _) ->
                        new Account(
                                row.getString("id"),
                                row.getString("name"),
                                row.getString("password"),
                                row.getString("default_project")))
                .optional();
    }

    Optional<Named> findProject(@Nullable String id, @Nullable String name) {
        return database.sql(
                        "select id, name from projects where enabled and (id = :id or name = :name)")
                .param("id", id)
                .param("name", name)
                .query((row, _) -> new Named(row.getString("id"), row.getString("name")))
                .optional();
    }

    List<Named> rolesOf(String user, String project) {
        return database.sql(
                        """
                        select roles.id, roles.name from held_roles join roles on roles.id = role_id
                        where user_id = :user and project_id = :project order by roles.name
                        """)
                .param("user", user)
                .param("project", project)
                .query((row, _) -> new Named(row.getString("id"), row.getString("name")))
                .list();
    }

    boolean hasUsers() {
        return database.sql("select exists (select from users)").query(Boolean.class).single();
    }

    /** @return the new project's id */
    String insertProject(String name) {
        String id = newId();
        database.sql("insert into projects (id, name, created_at) values (:id, :name, :now)")
                .param("id", id)
                .param("name", name)
                .param("now", now())
                .update();
        return id;
    }

    /**
     * @param password already hashed
     * @return the new user's id
     */
    String insertUser(String name, String password, String defaultProject) {
        String id = newId();
        database.sql(
                        """
                        insert into users (id, name, password, default_project, created_at)
                        values (:id, :name, :password, :project, :now)
                        """)
                .param("id", id)
                .param("name", name)
                .param("password", password)
                .param("project", defaultProject)
                .param("now", now())
                .update();
        return id;
    }

    /** Does nothing where the user has the role. */
    void assign(String user, String project, String roleName) {
        database.sql(
                        """
                        insert into assignments (user_id, project_id, role_id)
                        select :user, :project, id from roles where name = :role on conflict do nothing
                        """)
                .param("user", user)
                .param("project", project)
                .param("role", roleName)
                .update();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** As Keystone writes its ids: a UUID without hyphens. */
    private static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
