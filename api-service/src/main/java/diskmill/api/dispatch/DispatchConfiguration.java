package diskmill.api.dispatch;

import diskmill.api.catalog.AttemptMoves;
import diskmill.api.catalog.AttemptSettings;
import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.ImageMoves;
import diskmill.api.imports.ImportRules;
import diskmill.api.outbox.Outbox;
import diskmill.api.outbox.Relay;
import diskmill.api.rounds.Rounds;
import diskmill.api.status.Endings;
import diskmill.storage.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The queue, the reconciler and the collector of what nobody needs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DispatchSettings.class)
public class DispatchConfiguration {

    private static final Duration DISPATCH_PERIOD = Duration.ofSeconds(1);
    private static final Duration RECONCILE_PERIOD = Duration.ofSeconds(3);
    private static final Duration COLLECT_PERIOD = Duration.ofSeconds(2);

    @Bean
    Releases releases(Attempts attempts, AttemptMoves moves, Outbox outbox, ImportRules rules) {
        return new Releases(
                attempts, moves, outbox, rules.hash(), rules.limits(), Clock.systemUTC());
    }

    @Bean
    Dispatcher dispatcher(
            JdbcClient database,
            TransactionTemplate transaction,
            Attempts attempts,
            Releases releases,
            DispatchSettings settings) {
        return new Dispatcher(database, transaction, attempts, releases, settings::window);
    }

    @Bean
    Rounds dispatcherRounds(Dispatcher dispatcher) {
        return new Rounds("dispatcher", DISPATCH_PERIOD, () -> dispatcher.dispatch() > 0);
    }

    @Bean
    Reconciler reconciler(
            JdbcClient database,
            TransactionTemplate transaction,
            ImageMoves images,
            Attempts attempts,
            Endings endings,
            Releases releases,
            AttemptSettings times,
            DispatchSettings settings,
            Relay relay) {
        return new Reconciler(
                database,
                transaction,
                images,
                attempts,
                endings,
                releases,
                times,
                settings,
                relay::brokerAway);
    }

    @Bean
    Rounds reconcilerRounds(Reconciler reconciler) {
        return new Rounds("reconciler", RECONCILE_PERIOD, reconciler::reconcile);
    }

    @Bean
    Rubbish rubbish(JdbcClient database, ObjectStore store) {
        return new Rubbish(database, store);
    }

    @Bean
    Rounds rubbishRounds(Rubbish rubbish) {
        return new Rounds("garbage collector", COLLECT_PERIOD, rubbish::collect);
    }
}
