package diskmill.api.identity.bootstrap;

import diskmill.api.identity.access.AccessTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Issues the first access token in a database that never had one, into its file alone. Where several api-services start at once, one does
 * it; where one dies in between, the next start does it again.
 */
final class FirstAccessToken {

    private static final Logger log = LoggerFactory.getLogger(FirstAccessToken.class);

    /** Any number that nobody else locks by; PostgreSQL's advisory locks are numbers. */
    private static final long LOCK = 0x4449534B4D4C4C02L;

    private static final String NAME = "first";

    private final JdbcClient database;
    private final TransactionOperations transaction;
    private final AccessTokens tokens;
    private final PrivateFile file;

    FirstAccessToken(
            JdbcClient database,
            TransactionOperations transaction,
            AccessTokens tokens,
            PrivateFile file) {
        this.database = database;
        this.transaction = transaction;
        this.tokens = tokens;
        this.file = file;
    }

    void issueIfThereWasNone() {
        transaction.executeWithoutResult(_ -> issue());
    }

    private void issue() {
        database.sql("select pg_advisory_xact_lock(:lock)::text")
                .param("lock", LOCK)
                .query(String.class)
                .single();
        if (!tokens.isEmpty()) {
            return;
        }
        String secret = tokens.issue(NAME, "diskmill").secret();
        try {
            // before the commit: a token that is in the database alone is nobody's
            file.write(secret + "\n", text -> AccessTokens.isOne(text.strip()));
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "The first access token cannot be written: " + failure.getMessage(), failure);
        }
        log.info("The first access token for the v1 API was issued; its file holds it.");
    }
}
