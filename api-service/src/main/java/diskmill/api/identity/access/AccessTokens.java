package diskmill.api.identity.access;

import diskmill.api.identity.ShortMemory;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Applications' access tokens: 256 random bits, of which only the SHA-256 is kept. One that is revoked is so at every api-service at once
 * ({@link AccessTokenChanges}). Threads may share it.
 */
public final class AccessTokens {

    /** Begins as it does so that whoever looks for secrets that have leaked can tell what it is. */
    private static final String PREFIX = "dmat_";

    private static final Pattern TEXT = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

    /** A new token, told once. Its text is a secret. */
    public record Issued(AccessToken token, String secret) {

        @Override
        public String toString() {
            return "Issued[%s]".formatted(token);
        }
    }

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient database;
    private final ShortMemory<String> valid;
    private final Clock clock;

    /** @param valid ids, by the hash of the token */
    AccessTokens(JdbcClient database, ShortMemory<String> valid, Clock clock) {
        this.database = database;
        this.valid = valid;
        this.clock = clock;
    }

    /** Whether it has the form of a token of ours. */
    public static boolean isOne(String text) {
        return TEXT.matcher(text).matches();
    }

    /** Whether it was issued and is not revoked. */
    public boolean isValid(String secret) {
        if (!isOne(secret)) {
            return false;
        }
        byte[] hash = ShortMemory.hash(secret);
        return valid.find(hash, () -> find(hash)).isPresent();
    }

    private Optional<String> find(byte[] hash) {
        return database.sql(
                        "select id from access_tokens where hash = :hash and revoked_at is null")
                .param("hash", hash)
                .query(String.class)
                .optional();
    }

    /** @throws org.springframework.dao.DuplicateKeyException if a valid one has this name */
    public Issued issue(String name, String createdBy) {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        AccessToken token = new AccessToken(UUID.randomUUID().toString(), name, createdBy, now);
        database.sql(
                        """
                        insert into access_tokens (id, name, hash, created_by, created_at)
                        values (:id, :name, :hash, :by, :now)
                        """)
                .param("id", token.id())
                .param("name", name)
                .param("hash", ShortMemory.hash(secret))
                .param("by", createdBy)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        return new Issued(token, secret);
    }

    /** Those that are valid, by name. */
    public List<AccessToken> list() {
        return database.sql(
                        """
                        select id, name, created_by, created_at from access_tokens where revoked_at is null order by name
                        """)
                .query((row, _) -> token(row))
                .list();
    }

    private static AccessToken token(ResultSet row) throws SQLException {
        return new AccessToken(
                row.getString("id"),
                row.getString("name"),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    /** Ends one, everywhere. @return whether a valid one was there */
    public boolean revoke(String id) {
        int revoked =
                database.sql(
                                "update access_tokens set revoked_at = :now where id = :id and revoked_at is null")
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .param("id", id)
                        .update();
        valid.forgetAll();
        return revoked > 0;
    }

    /** Whether none was ever issued. */
    public boolean isEmpty() {
        return database.sql("select not exists (select from access_tokens)")
                .query(Boolean.class)
                .single();
    }
}
