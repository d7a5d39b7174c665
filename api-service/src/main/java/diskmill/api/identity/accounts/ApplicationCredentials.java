package diskmill.api.identity.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The application credentials. Threads may share it. */
public final class ApplicationCredentials {

    /** What a login needs. */
    public record Login(
            String id,
            String user,
            String project,
            String secretHash,
            @Nullable Instant expiresAt) {

        @Override
        public String toString() {
            return "Login[%s]".formatted(id);
        }
    }

    /** As which one is named: its id, or its name with its user's id or name. */
    public record Named(
            @Nullable String id,
            @Nullable String name,
            @Nullable String userId,
            @Nullable String userName) {}

    private static final String SELECT =
            """
            select id, user_id, project_id, name, description, unrestricted, expires_at from application_credentials
            """;

    private final JdbcClient database;
    private final Passwords passwords;
    private final Clock clock;

    ApplicationCredentials(JdbcClient database, Passwords passwords, Clock clock) {
        this.database = database;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** Empty if there is none, it has ended, or its user or project is disabled. */
    public Optional<Login> findLogin(Named named) {
        return database.sql(
                        """
                        select c.id, c.user_id, c.project_id, c.secret, c.expires_at
                        from application_credentials c
                        join users u on u.id = c.user_id and u.enabled
                        join projects p on p.id = c.project_id and p.enabled
                        where (c.expires_at is null or c.expires_at > :now)
                          and (c.id = :id or (c.name = :name and (u.id = :userId or u.name = :userName)))
                        """)
                .param("id", named.id())
                .param("name", named.name())
                .param("userId", named.userId())
                .param("userName", named.userName())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, _) ->
                        new Login(
                                row.getString("id"),
                                row.getString("user_id"),
                                row.getString("project_id"),
                                row.getString("secret"),
                                instant(row)))
                .optional();
    }

    public Optional<ApplicationCredential> find(String user, String id) {
        return database.sql(SELECT + "where user_id = :user and id = :id")
                .param("user", user)
                .param("id", id)
                .query((row, _) -> withoutRoles(row))
                .optional()
                .map(this::withRoles);
    }

    /** By name; null for all. */
    public List<ApplicationCredential> list(String user, @Nullable String name) {
        return database
                .sql(
                        SELECT
                                + "where user_id = :user and (:name::text is null or name = :name) order by name")
                .param("user", user)
                .param("name", name)
                .query((row, _) -> withoutRoles(row))
                .list()
                .stream()
                .map(this::withRoles)
                .toList();
    }

    /**
     * @param wanted its id does not count
     * @return the new one
     * @throws org.springframework.dao.DuplicateKeyException if the user has one of this name
     * @throws IllegalArgumentException for a secret of more than 72 bytes
     */
    public ApplicationCredential insert(ApplicationCredential wanted, String secret)
            throws InterruptedException {
        String id = Rows.newId();
        Instant end = wanted.expiresAt();
        database.sql(
                        """
                        with made as (
                            insert into application_credentials
                                (id, user_id, project_id, name, description, secret, unrestricted, expires_at, created_at)
                            values (:id, :user, :project, :name, :description, :secret, :unrestricted, :end, :now)
                            returning id)
                        insert into application_credential_roles (credential_id, role_id)
                        select made.id, roles.id from made, roles where roles.id = any(:roles)
                        """)
                .param("id", id)
                .param("user", wanted.user())
                .param("project", wanted.project())
                .param("name", wanted.name())
                .param("description", wanted.description())
                .param("secret", passwords.hash(secret))
                .param("unrestricted", wanted.unrestricted())
                .param("end", end == null ? null : end.atOffset(ZoneOffset.UTC))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("roles", wanted.roles().stream().map(Role::id).toArray(String[]::new))
                .update();
        return find(wanted.user(), id).orElseThrow();
    }

    /** And its tokens. @return whether it was there */
    public boolean delete(String user, String id) {
        return database.sql(
                                "delete from application_credentials where user_id = :user and id = :id")
                        .param("user", user)
                        .param("id", id)
                        .update()
                > 0;
    }

    private static ApplicationCredential withoutRoles(ResultSet row) throws SQLException {
        return new ApplicationCredential(
                row.getString("id"),
                row.getString("user_id"),
                row.getString("project_id"),
                row.getString("name"),
                row.getString("description"),
                List.of(),
                row.getBoolean("unrestricted"),
                instant(row));
    }

    private ApplicationCredential withRoles(ApplicationCredential credential) {
        return credential.with(
                database.sql(
                                """
                                select id, name, description, extra from roles
                                where id in (select role_id from application_credential_roles where credential_id = :id)
                                order by name
                                """)
                        .param("id", credential.id())
                        .query((row, _) -> Roles.role(row))
                        .list());
    }

    private static @Nullable Instant instant(ResultSet row) throws SQLException {
        OffsetDateTime end = row.getObject("expires_at", OffsetDateTime.class);
        return end == null ? null : end.toInstant();
    }
}
