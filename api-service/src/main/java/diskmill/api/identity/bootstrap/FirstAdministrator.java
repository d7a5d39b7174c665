package diskmill.api.identity.bootstrap;

import diskmill.api.identity.accounts.Assignments;
import diskmill.api.identity.accounts.Projects;
import diskmill.api.identity.accounts.Roles;
import diskmill.api.identity.accounts.Users;
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
    private final Projects projects;
    private final Users users;
    private final Roles roles;
    private final Assignments assignments;
    private final @Nullable OpenRc openRc;

    FirstAdministrator(
            JdbcClient database,
            TransactionOperations transaction,
            Projects projects,
            Users users,
            Roles roles,
            Assignments assignments,
            @Nullable OpenRc openRc) {
        this.database = database;
        this.transaction = transaction;
        this.projects = projects;
        this.users = users;
        this.roles = roles;
        this.assignments = assignments;
        this.openRc = openRc;
    }

    void makeIfNobodyIsThere() {
        if (openRc == null) {
            if (users.isEmpty()) {
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
        if (!users.isEmpty()) {
            return;
        }
        FirstAdmin admin = new FirstAdmin(NAME, newPassword(), NAME);
        String project = projects.insert(admin.project()).id();
        String user = newUser(admin, project);
        String role = roles.list("admin").getFirst().id();
        assignments.add(user, project, role);
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

    private String newUser(FirstAdmin admin, String project) {
        try {
            return users.insert(admin.userName(), admin.password(), project).id();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the start was interrupted", interrupted);
        }
    }

    private static String newPassword() {
        byte[] bits = new byte[18];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
