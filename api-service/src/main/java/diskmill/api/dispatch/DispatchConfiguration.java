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
import diskmill.event.ImageEvent.Submitted;
import diskmill.messaging.BrokerProbe;
import diskmill.messaging.BrokerProbe.Standing;
import diskmill.messaging.WorkForce;
import diskmill.storage.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The queue, the reconciler and the collector of what nobody needs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DispatchSettings.class)
public class DispatchConfiguration {

    /** Released work that lies ready, so that no consumer waits for the next dispatch. */
    private static final int SPARE = 4;

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
            DispatchSettings settings,
            ObjectProvider<WorkForce> workForce) {
        return new Dispatcher(
                database,
                transaction,
                attempts,
                releases,
                () -> window(settings, workForce.getIfAvailable()));
    }

    /** As many as the ingest-workers take at once, and a few more that lie ready for whoever is free first. */
    private static int window(DispatchSettings settings, @Nullable WorkForce workForce) {
        int consumers = workForce == null ? 0 : workForce.consumers(Submitted.class);
        return consumers == 0 ? settings.window() : consumers + SPARE;
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
            Relay relay,
            ObjectProvider<BrokerProbe> probe) {
        BrokerProbe broker = probe.getIfAvailable(() -> () -> Standing.CURRENT);
        return new Reconciler(
                database,
                transaction,
                images,
                attempts,
                endings,
                releases,
                times,
                settings,
                // what publishes may find out sooner
                () -> relay.brokerAway() ? Standing.AWAY : broker.standing());
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
