package diskmill.api.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import diskmill.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A migration beside api-services that are at work, by the limits of whose requests it runs. */
class MigrationTest {

    @TempDir private Path migrations;

    private TestPostgres.Database database;
    private HikariDataSource pool;

    @BeforeEach
    void open() throws Exception {
        database = TestPostgres.newDatabase();
        pool = new HikariDataSource();
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.addDataSourceProperty("socketTimeout", "1");
        pool.addDataSourceProperty("options", "-c lock_timeout=400ms");
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void aMigrationMayTakeLongerThanARequest() throws Exception {
        migration("create table t as select 1 as one from pg_sleep(1.5)");

        migrate();

        assertThat(tables()).isOne();
        try (Connection connection = pool.getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(1_000);
        }
    }

    @Test
    void aMigrationThatDoesNotGetItsLockComesAgain() throws Exception {
        JdbcClient.create(pool).sql("create table t (a int)").update();
        migration("drop table t");
        var migrated = new FutureTask<>(this::migrate, true);
        try (Connection reader = connection()) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("select * from t");
            Thread.ofVirtual().start(migrated);
            Set<OffsetDateTime> tries = new HashSet<>();
            await().pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        tries.addAll(waits());
                        return tries.size() > 1;
                    });
            reader.rollback();
        }

        assertThat(migrated).succeedsWithin(Duration.ofSeconds(30));
        assertThat(tables()).isZero();
    }

    private void migration(String sql) throws IOException {
        Files.writeString(migrations.resolve("V1__one.sql"), sql);
    }

    private void migrate() {
        Flyway flyway =
                Flyway.configure()
                        .dataSource(pool)
                        .locations("filesystem:" + migrations)
                        .baselineOnMigrate(true)
                        .baselineVersion("0")
                        .callbacks(new UnhurriedMigrations())
                        .load();
        new DatabaseConfiguration().migrationThatWaits().migrate(flyway);
    }

    private long tables() {
        return JdbcClient.create(pool)
                .sql("select count(*) from pg_tables where tablename = 't'")
                .query(Long.class)
                .single();
    }

    /** When those began that wait for a lock now. */
    private Set<OffsetDateTime> waits() {
        return JdbcClient.create(pool)
                .sql(
                        "select query_start from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
                .query(OffsetDateTime.class)
                .set();
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.user(), database.password());
    }
}
