package diskmill.api.imports;

import diskmill.api.catalog.AttemptMoves;
import diskmill.api.catalog.AttemptSettings;
import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.Garbage;
import diskmill.api.catalog.ImageMoves;
import diskmill.api.catalog.Images;
import diskmill.api.outbox.Outbox;
import diskmill.api.quota.Quotas;
import diskmill.api.rounds.Rounds;
import diskmill.api.status.Endings;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** The beginning of attempts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AttemptSettings.class)
public class ImportsConfiguration {

    @Bean
    Registrations registrations(TransactionTemplate transaction, Images images, Quotas quotas) {
        return new Registrations(transaction, images, quotas);
    }

    @Bean
    Imports imports(
            TransactionTemplate transaction,
            ImageMoves images,
            Attempts attempts,
            AttemptMoves moves,
            Endings endings,
            Garbage garbage,
            Outbox outbox,
            Quotas quotas,
            ImportRules rules,
            @Qualifier("dispatcherRounds") Rounds dispatcher) {
        return Imports.of(
                transaction,
                images,
                attempts,
                moves,
                endings,
                garbage,
                outbox,
                quotas,
                rules,
                Clock.systemUTC(),
                dispatcher::wake);
    }
}
