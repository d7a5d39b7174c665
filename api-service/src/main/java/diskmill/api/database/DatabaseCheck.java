package diskmill.api.database;

import diskmill.start.StartRefused;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at start whether the database sorts text as the lists expect it. */
final class DatabaseCheck {

    /** How it is made as it must be; for a sentence to the operator. */
    static final String MAKE_IT =
            "make it with: create database NAME template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'.";

    private DatabaseCheck() {}

    /**
     * @throws StartRefused with a sentence for the operator if the database was made in another way
     */
    static void check(JdbcClient database) {
        String type =
                database.sql("select datctype from pg_database where datname = current_database()")
                        .query(String.class)
                        .single();
        if (!type.equalsIgnoreCase("C.UTF-8") && !type.equalsIgnoreCase("C.utf8")) {
            throw new StartRefused(
                    "The database has LC_CTYPE %s but Diskmill needs C.UTF-8; %s"
                            .formatted(type, MAKE_IT));
        }
    }
}
