package diskmill.api.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes the first administrator in a database that has no users, with a password that only its openrc holds. Where several
 * api-services start at once, one does it; where one dies in between, the next start does it again.
 */
final class FirstAdministrator {

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

    /** Any number that nobody else locks by; PostgreSQL's advisory locks are numbers. */
    private static final long LOCK = 0x4449534B4D4C4C01L;

    private static final String NAME = "admin";

    private final JdbcClient database;
    private final TransactionOperations transaction;
    private final Accounts accounts;
    private final Passwords passwords;
    private final @Nullable OpenRc openRc;

    FirstAdministrator(
            JdbcClient database,
            TransactionOperations transaction,
            Accounts accounts,
            Passwords passwords,
            @Nullable OpenRc openRc) {
        this.database = database;
        this.transaction = transaction;
        this.accounts = accounts;
        this.passwords = passwords;
        this.openRc = openRc;
    }

    void makeIfNobodyIsThere() {
        if (openRc == null) {
            if (!accounts.hasUsers()) {
                log.warn(
                        "Nobody can log in yet: set diskmill.identity.openrc to the file that shall hold the first administrator's password, and start again.");
            }
            return;
        }
        transaction.executeWithoutResult(_ -> make(openRc));
    }

    private void make(OpenRc file) {
        database.sql("select pg_advisory_xact_lock(:lock)::text")
                .param("lock", LOCK)
                .query(String.class)
                .single();
        if (accounts.hasUsers()) {
            return;
        }
        FirstAdmin admin = new FirstAdmin(NAME, newPassword(), NAME);
        String project = accounts.insertProject(admin.project());
        String user =
                accounts.insertUser(admin.userName(), passwords.hash(admin.password()), project);
        accounts.assign(user, project, "admin");
        try {
            // before the commit: a password that is in the database alone would lock everybody out
            file.write(admin);
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "The first administrator's openrc cannot be written: " + failure.getMessage(),
                    failure);
        }
        log.info("The first administrator was made; the openrc file holds the password.");
    }

    private static String newPassword() {
        byte[] bits = new byte[18];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
