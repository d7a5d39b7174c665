package diskmill.api.status;

import com.zaxxer.hikari.HikariDataSource;
import diskmill.api.catalog.AttemptMoves;
import diskmill.api.catalog.AttemptSettings;
import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.Garbage;
import diskmill.api.catalog.ImageMoves;
import diskmill.api.outbox.Outbox;
import diskmill.api.quota.Quotas;
import diskmill.api.rounds.Rounds;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of attempts. */
@Configuration(proxyBeanMethods = false)
public class StatusConfiguration {

    @Bean
    ImportMeters importMeters(MeterRegistry meters) {
        return new ImportMeters(meters);
    }

    @Bean
    Endings endings(
            ImageMoves images,
            AttemptMoves attempts,
            Garbage garbage,
            Outbox outbox,
            ImportMeters meters) {
        return new Endings(images, attempts, garbage, outbox, meters, Clock.systemUTC());
    }

    @Bean
    FactRecorder factRecorder(
            TransactionTemplate transaction,
            ImageMoves images,
            Attempts attempts,
            AttemptMoves moves,
            Endings endings,
            Garbage garbage,
            Quotas quotas,
            MeterRegistry meters,
            AttemptSettings settings,
            @Qualifier("dispatcherRounds") Rounds dispatcher) {
        return new FactRecorder(
                transaction,
                images,
                attempts,
                moves,
                endings,
                garbage,
                quotas,
                meters,
                settings.lease(),
                dispatcher::wake);
    }

    @Bean
    StatusFacts statusFacts(FactRecorder recorder) {
        return new StatusFacts(recorder);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Outcomes outcomes(Attempts attempts, DataSource dataSource) throws SQLException {
        return new Outcomes(attempts, listening(dataSource));
    }

    /** A connection beside the pool: it listens as long as the process lives, and would be missing there. */
    private static Outcomes.Listening listening(DataSource dataSource) throws SQLException {
        if (!dataSource.isWrapperFor(HikariDataSource.class)) {
            return dataSource::getConnection;
        }
        HikariDataSource pool = dataSource.unwrap(HikariDataSource.class);
        return () ->
                DriverManager.getConnection(
                        pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
    }
}
