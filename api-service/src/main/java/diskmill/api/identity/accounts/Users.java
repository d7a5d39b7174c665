package diskmill.api.identity.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** The users. Threads may share it. */
public final class Users {

    /** What a login needs. */
    public record Login(String id, String passwordHash, @Nullable String defaultProject) {

        @Override
        public String toString() {
            return "Login[%s]".formatted(id);
        }
    }

    private static final String COLUMNS = "id, name, description, default_project, enabled, extra";

    private final JdbcClient database;
    private final Passwords passwords;
    private final Clock clock;

    Users(JdbcClient database, Passwords passwords, Clock clock) {
        this.database = database;
        this.passwords = passwords;
        this.clock = clock;
    }

    public boolean isEmpty() {
        return !database.sql("select exists (select from users)").query(Boolean.class).single();
    }

    /** Empty if there is none, or it is disabled. One of the two is given. */
    public Optional<Login> findLogin(@Nullable String id, @Nullable String name) {
        return database.sql(
                        """
                        select id, password, default_project from users
                        where enabled and (id = :id or name = :name)
                        """)
                .param("id", id)
                .param("name", name)
                .query((row, _) ->
                        new Login(
                                row.getString("id"),
                                row.getString("password"),
                                row.getString("default_project")))
                .optional();
    }

    public Optional<User> find(String id) {
        return database.sql("select " + COLUMNS + " from users where id = :id")
                .param("id", id)
                .query((row, _) -> user(row))
                .optional();
    }

    /** By name. */
    public List<User> list(Filter filter) {
        return database.sql(
                        """
                        select %s from users where (:name::text is null or name = :name)
                            and (:enabled::boolean is null or enabled = :enabled) order by name
                        """
                                .formatted(COLUMNS))
                .param("name", filter.name())
                .param("enabled", filter.enabled())
                .query((row, _) -> user(row))
                .list();
    }

    /** @throws IllegalArgumentException for a password of more than 72 bytes */
    public User insert(String name, String password, @Nullable String defaultProject)
            throws InterruptedException {
        return insert(new Change(name, null, true, defaultProject, password, Rows.noExtra()), name);
    }

    /**
     * The project need not be there: it is where a login that names none leads, if the user has a role in it by then. Without a
     * password nobody logs in as the new user.
     *
     * @throws org.springframework.dao.DuplicateKeyException if the name is taken
     * @throws IllegalArgumentException for a password of more than 72 bytes
     */
    public User insert(Change user, String name) throws InterruptedException {
        String password = user.password();
        ObjectNode extra = user.extra();
        return database.sql(
                        """
                        insert into users (id, name, password, description, default_project, enabled, extra, created_at)
                        values (:id, :name, :password, :description, nullif(:project, ''), :enabled,
                                jsonb_strip_nulls(:extra::jsonb), :now)
                        returning %s
                        """
                                .formatted(COLUMNS))
                .param("id", Rows.newId())
                .param("name", name)
                .param("password", password == null ? "" : passwords.hash(password))
                .param("description", user.description() == null ? "" : user.description())
                .param("project", user.defaultProject())
                .param("enabled", user.enabled() == null || user.enabled())
                .param("extra", extra.toString())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, _) -> user(row))
                .single();
    }

    /**
     * Empty if there is none. Who is disabled or gets a new password loses all tokens.
     *
     * @throws org.springframework.dao.DuplicateKeyException if the name is taken
     * @throws IllegalArgumentException for a password of more than 72 bytes
     */
    public Optional<User> update(String id, Change change) throws InterruptedException {
        String password = change.password();
        return database.sql(
                        """
                        with changed as (
                            update users set name = coalesce(:name, name), password = coalesce(:password, password),
                                description = coalesce(:description, description), enabled = coalesce(:enabled, enabled),
                                default_project = case when :project::text is null then default_project
                                    else nullif(:project, '') end,
                                extra = jsonb_strip_nulls(extra || :extra::jsonb)
                            where id = :id returning %s),
                        ended as (delete from tokens where user_id in
                            (select id from changed where not enabled or :password::text is not null))
                        select * from changed
                        """
                                .formatted(COLUMNS))
                .param("id", id)
                .param("name", change.name())
                .param("password", password == null ? null : passwords.hash(password))
                .param("description", change.description())
                .param("enabled", change.enabled())
                .param("project", change.defaultProject())
                .param("extra", change.extra().toString())
                .query((row, _) -> user(row))
                .optional();
    }

    /** With everything of the user's: assignments, tokens, application credentials. @return whether it was there */
    public boolean delete(String id) {
        return database.sql("delete from users where id = :id").param("id", id).update() > 0;
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(
                row.getString("id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("default_project"),
                row.getBoolean("enabled"),
                Rows.extra(row));
    }
}
