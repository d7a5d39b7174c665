package diskmill.api.identity;

import diskmill.api.identity.Session.Named;
import diskmill.image.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tokens: 256 random bits, of which only the SHA-256 is kept, in the database, so that one is valid at every api-service and
 * after every restart. Threads may share it.
 */
public final class Tokens {

    /** A new token, told once. Its text is a secret. */
    public record Issued(String secret, Session session) {

        @Override
        public String toString() {
            return "Issued[secret, " + session.user().name() + "]";
        }
    }

    /** Longer ones are nobody's; ours have 43 characters. */
    private static final int MAX_LENGTH = 255;

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient database;
    private final TokenCache cache;
    private final Clock clock;
    private final Duration lifetime;

    Tokens(JdbcClient database, TokenCache cache, Clock clock, Duration lifetime) {
        this.database = database;
        this.cache = cache;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /** @param project a project's id; null for a token that is for none */
    Issued issue(String user, @Nullable String project) {
        String secret = randomText(32);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        database.sql(
                        """
                        insert into tokens (hash, user_id, project_id, audit_id, issued_at, expires_at)
                        values (:hash, :user, :project, :audit, :now, :end)
                        """)
                .param("hash", hash(secret))
                .param("user", user)
                .param("project", project)
                .param("audit", randomText(16))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("end", now.plus(lifetime).atOffset(ZoneOffset.UTC))
                .update();
        forgetExpired(now);
        return new Issued(secret, find(secret).orElseThrow());
    }

    /**
     * Empty if the token is unknown, expired or revoked, or if its user or project is disabled.
     *
     * @throws org.springframework.dao.DataAccessException if the database cannot be asked, which says nothing about the token
     */
    public Optional<Session> find(String secret) {
        if (secret.isEmpty() || secret.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        byte[] hash = hash(secret);
        return cache.find(hash, () -> read(hash))
                .filter(session -> session.expiresAt().isAfter(clock.instant()));
    }

    /** Ends a token here at once, and at other api-services within {@link TokenCache#KEEP}. Does nothing if there is none. */
    public void revoke(String secret) {
        byte[] hash = hash(secret);
        database.sql("delete from tokens where hash = :hash").param("hash", hash).update();
        cache.remove(hash);
    }

    private Optional<Session> read(byte[] hash) {
        return database.sql(
                        """
                        select t.audit_id, t.issued_at, t.expires_at, u.id as user_id, u.name as user_name,
                               p.id as project_id, p.name as project_name,
                               array(select r.id from held_roles a join roles r on r.id = a.role_id
                                     where a.user_id = u.id and a.project_id = p.id order by r.name) as role_ids,
                               array(select r.name from held_roles a join roles r on r.id = a.role_id
                                     where a.user_id = u.id and a.project_id = p.id order by r.name) as role_names
                        from tokens t
                        join users u on u.id = t.user_id and u.enabled
                        left join projects p on p.id = t.project_id
                        where t.hash = :hash and (p.id is null or p.enabled)
                        """)
                .param("hash", hash)
                .query((row, _) -> session(row))
                .optional()
                .filter(session -> session.project() == null || !session.roles().isEmpty());
    }

    private static Session session(ResultSet row) throws SQLException {
        String project = row.getString("project_id");
        return new Session(
                new Named(row.getString("user_id"), row.getString("user_name")),
                project == null ? null : new Named(project, row.getString("project_name")),
                roles(row),
                row.getString("audit_id"),
                row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }

    private static List<Named> roles(ResultSet row) throws SQLException {
        String[] ids = (String[]) row.getArray("role_ids").getArray();
        String[] names = (String[]) row.getArray("role_names").getArray();
        List<Named> roles = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            roles.add(new Named(ids[i], names[i]));
        }
        return roles;
    }

    /** A few at a time, so that no login pays for many. */
    private void forgetExpired(Instant now) {
        database.sql(
                        """
                        delete from tokens where hash in
                        (select hash from tokens where expires_at < :now limit 20 for update skip locked)
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private String randomText(int bytes) {
        byte[] bits = new byte[bytes];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    private static byte[] hash(String secret) {
        return HashAlgorithm.SHA256.newDigest().digest(secret.getBytes(StandardCharsets.UTF_8));
    }
}
