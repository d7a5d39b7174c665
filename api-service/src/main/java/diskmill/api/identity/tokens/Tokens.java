package diskmill.api.identity.tokens;

import diskmill.api.identity.Session;
import diskmill.api.identity.Session.Named;
import diskmill.api.identity.Sessions;
import diskmill.api.identity.ShortMemory;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tokens: 256 random bits, of which only the SHA-256 is kept, in the database, so that one is valid at every api-service and
 * after every restart. What ends one ends it everywhere at once ({@link AccountChanges}). Threads may share it.
 */
public final class Tokens implements Sessions {

    /** A new token, told once. Its text is a secret. */
    public record Issued(String secret, Session session) {

        @Override
        public String toString() {
            return "Issued[secret, " + session.user().name() + "]";
        }
    }

    /**
     * What a new token shall be.
     *
     * @param project    a project's id; null for a token that is for none
     * @param chain      the audit id of the token it goes back to; null for none
     * @param credential the id of the application credential that limits it; null for none
     * @param end        not to be outlived; null for none but its own
     */
    record Grant(
            String user,
            @Nullable String project,
            List<String> methods,
            @Nullable String chain,
            @Nullable String credential,
            @Nullable Instant end) {

        static Grant byPassword(String user, @Nullable String project) {
            return new Grant(user, project, List.of("password"), null, null, null);
        }
    }

    /** The one that there is in local mode, by Keystone's name. */
    private static final String DOMAIN = "Default";

    /** Longer ones are nobody's; ours have 43 characters. */
    private static final int MAX_LENGTH = 255;

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient database;
    private final ShortMemory<Session> cache;
    private final Clock clock;
    private final Duration lifetime;

    Tokens(JdbcClient database, ShortMemory<Session> cache, Clock clock, Duration lifetime) {
        this.database = database;
        this.cache = cache;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    @Override
    public String authUrl(String base) {
        return base + "/v3";
    }

    /** Empty if it would be worth nothing: no role is left to an application credential, say. */
    Optional<Issued> issue(Grant grant) {
        String secret = randomText(32);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant end = now.plus(lifetime);
        if (grant.end() != null && grant.end().isBefore(end)) {
            end = grant.end();
        }
        database.sql(
                        """
                        insert into tokens (hash, user_id, project_id, audit_id, issued_at, expires_at, methods, chain_id, credential_id)
                        values (:hash, :user, :project, :audit, :now, :end, :methods, :chain, :credential)
                        """)
                .param("hash", ShortMemory.hash(secret))
                .param("user", grant.user())
                .param("project", grant.project())
                .param("audit", randomText(16))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("end", end.atOffset(ZoneOffset.UTC))
                .param("methods", grant.methods().toArray(String[]::new))
                .param("chain", grant.chain())
                .param("credential", grant.credential())
                .update();
        forgetExpired(now);
        return find(secret).map(session -> new Issued(secret, session));
    }

    @Override
    public Optional<Session> find(String token) {
        if (token.isEmpty() || token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        byte[] hash = ShortMemory.hash(token);
        return cache.find(hash, () -> read(hash))
                .filter(session -> session.expiresAt().isAfter(clock.instant()));
    }

    /** Ends a token, everywhere. Does nothing if there is none. */
    public void revoke(String token) {
        byte[] hash = ShortMemory.hash(token);
        database.sql(
                        """
                        with gone as (delete from tokens where hash = :hash returning hash)
                        select pg_notify(:channel, :hex)::text from gone
                        """)
                .param("hash", hash)
                .param("channel", AccountChanges.CHANNEL)
                .param("hex", HexFormat.of().formatHex(hash))
                .query(String.class)
                .list();
        cache.forget(hash);
    }

    /** For whoever has just changed an account, so that it is done here when its answer is read. */
    public void forgetAll() {
        cache.forgetAll();
    }

    private Optional<Session> read(byte[] hash) {
        return database.sql(
                        """
                        select t.audit_id, t.chain_id, t.methods, t.issued_at, t.expires_at,
                               u.id as user_id, u.name as user_name, p.id as project_id, p.name as project_name,
                               c.id as credential_id, c.name as credential_name, c.unrestricted, held.role_ids, held.role_names
                        from tokens t
                        join users u on u.id = t.user_id and u.enabled
                        left join projects p on p.id = t.project_id
                        left join application_credentials c on c.id = t.credential_id
                        cross join lateral (
                            select coalesce(array_agg(r.id order by r.name), '{}') as role_ids,
                                   coalesce(array_agg(r.name order by r.name), '{}') as role_names
                            from held_roles h join roles r on r.id = h.role_id
                            where h.user_id = u.id and h.project_id = p.id
                              and (c.id is null or exists (
                                  select from passed_roles x where x.credential_id = c.id and x.role_id = r.id))
                        ) held
                        where t.hash = :hash and (p.id is null or p.enabled)
                        """)
                .param("hash", hash)
                .query((row, _) -> session(row))
                .optional()
                .filter(session -> session.project() == null || !session.roles().isEmpty());
    }

    private static Session session(ResultSet row) throws SQLException {
        String project = row.getString("project_id");
        String chain = row.getString("chain_id");
        String audit = row.getString("audit_id");
        String credential = row.getString("credential_id");
        return new Session(
                new Named(row.getString("user_id"), row.getString("user_name")),
                project == null ? null : new Named(project, row.getString("project_name")),
                project == null ? null : DOMAIN,
                project == null ? Session.Reach.NONE : Session.Reach.PROJECT,
                roles(row),
                List.of(texts(row, "methods")),
                chain == null ? List.of(audit) : List.of(audit, chain),
                credential == null
                        ? null
                        : new Session.Credential(
                                credential,
                                row.getString("credential_name"),
                                !row.getBoolean("unrestricted")),
                row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }

    private static List<Named> roles(ResultSet row) throws SQLException {
        String[] ids = texts(row, "role_ids");
        String[] names = texts(row, "role_names");
        List<Named> roles = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            roles.add(new Named(ids[i], names[i]));
        }
        return roles;
    }

    private static String[] texts(ResultSet row, String column) throws SQLException {
        return (String[]) row.getArray(column).getArray();
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
}
