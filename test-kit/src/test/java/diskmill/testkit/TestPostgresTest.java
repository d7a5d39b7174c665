package diskmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestPostgresTest {

    @Test
    void eachDatabaseIsEmptyAndOnItsOwn() throws Exception {
        var first = TestPostgres.newDatabase();
        var second = TestPostgres.newDatabase();

        assertThat(first.jdbcUrl()).isNotEqualTo(second.jdbcUrl());
        try (var connection = second.dataSource().getConnection();
                var tables = connection.getMetaData().getTables(null, "public", "%", null)) {
            assertThat(tables.next()).isFalse();
        }
    }

    /** The start refuses another; see the embedded server and docker-compose.yml. */
    @Test
    void aDatabaseKnowsTheLettersOfAllLanguages() throws Exception {
        try (var connection = TestPostgres.newDatabase().dataSource().getConnection();
                var asked = connection.createStatement();
                var locale =
                        asked.executeQuery(
                                "select datctype, pg_encoding_to_char(encoding) from pg_database where datname = current_database()")) {
            assertThat(locale.next()).isTrue();
            assertThat(locale.getString(1)).isEqualTo("C.UTF-8");
            assertThat(locale.getString(2)).isEqualTo("UTF8");
        }
    }
}
