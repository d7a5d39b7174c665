package diskmill.api.status;

import diskmill.api.catalog.AttemptMoves;
import diskmill.api.catalog.AttemptSettings;
import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.Garbage;
import diskmill.api.catalog.ImageMoves;
import diskmill.api.outbox.Outbox;
import diskmill.api.quota.Quotas;
import diskmill.api.rounds.Rounds;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
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

    @Bean
    Outcomes outcomes(Attempts attempts) {
        return new Outcomes(attempts);
    }
}
