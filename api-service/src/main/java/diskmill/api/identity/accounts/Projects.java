package diskmill.api.identity.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** The projects. Threads may share it. */
public final class Projects {

    private static final String SELECT =
            "select id, name, description, enabled, extra from projects ";

    private final JdbcClient database;
    private final Clock clock;

    Projects(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public Optional<Project> find(String id) {
        return database.sql(SELECT + "where id = :id")
                .param("id", id)
                .query((row, _) -> project(row))
                .optional();
    }

    public Optional<Project> findByName(String name) {
        return list(new Filter(name, null)).stream().findFirst();
    }

    /** By name. */
    public List<Project> list(Filter filter) {
        return database.sql(
                        SELECT
                                + """
                                where (:name::text is null or name = :name)
                                  and (:enabled::boolean is null or enabled = :enabled) order by name
                                """)
                .param("name", filter.name())
                .param("enabled", filter.enabled())
                .query((row, _) -> project(row))
                .list();
    }

    /** Those in which the user has a role, and that are enabled, by name. */
    public List<Project> listOf(String user) {
        return database.sql(
                        SELECT
                                + """
                                where enabled and id in (select project_id from assignments where user_id = :user)
                                order by name
                                """)
                .param("user", user)
                .query((row, _) -> project(row))
                .list();
    }

    public Project insert(String name) {
        return insert(name, "", true, Rows.noExtra());
    }

    /** @throws org.springframework.dao.DuplicateKeyException if the name is taken */
    public Project insert(String name, String description, boolean enabled, ObjectNode extra) {
        Project project = new Project(Rows.newId(), name, description, enabled, extra);
        database.sql(
                        """
                        insert into projects (id, name, description, enabled, extra, created_at)
                        values (:id, :name, :description, :enabled, :extra::jsonb, :now)
                        """)
                .param("id", project.id())
                .param("name", name)
                .param("description", description)
                .param("enabled", enabled)
                .param("extra", extra.toString())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return project;
    }

    /**
     * Empty if it is not there. Who is disabled loses all tokens.
     *
     * @throws org.springframework.dao.DuplicateKeyException if the name is taken
     */
    public Optional<Project> update(String id, Change change) {
        return database.sql(
                        """
                        with changed as (
                            update projects set name = coalesce(:name, name), description = coalesce(:description, description),
                                enabled = coalesce(:enabled, enabled), extra = jsonb_strip_nulls(extra || :extra::jsonb)
                            where id = :id returning id, name, description, enabled, extra),
                        ended as (delete from tokens where project_id in (select id from changed where not enabled))
                        select * from changed
                        """)
                .param("id", id)
                .param("name", change.name())
                .param("description", change.description())
                .param("enabled", change.enabled())
                .param("extra", change.extra().toString())
                .query((row, _) -> project(row))
                .optional();
    }

    /**
     * With everything that was in it of ours: assignments, tokens, application credentials. It is nobody's default any more.
     *
     * @return whether it was there
     */
    public boolean delete(String id) {
        return database.sql(
                        """
                        with deleted as (delete from projects where id = :id returning id),
                        left_without as (update users set default_project = null
                            where default_project in (select id from deleted))
                        select id from deleted
                        """)
                .param("id", id)
                .query(String.class)
                .optional()
                .isPresent();
    }

    private static Project project(ResultSet row) throws SQLException {
        return new Project(
                row.getString("id"),
                row.getString("name"),
                row.getString("description"),
                row.getBoolean("enabled"),
                Rows.extra(row));
    }
}
