package diskmill.api.dispatch;

import diskmill.api.catalog.AttemptMoves;
import diskmill.api.catalog.AttemptSettings;
import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.ImageMoves;
import diskmill.api.catalog.Images;
import diskmill.api.imports.ImportRules;
import diskmill.api.outbox.Outbox;
import diskmill.api.outbox.Relay;
import diskmill.api.quota.Quotas;
import diskmill.api.rounds.Rounds;
import diskmill.api.status.Endings;
import diskmill.api.status.ImportMeters;
import diskmill.event.ImageEvent.Submitted;
import diskmill.messaging.BrokerProbe;
import diskmill.messaging.BrokerProbe.Standing;
import diskmill.messaging.WorkForce;
import diskmill.messaging.WorkLag;
import diskmill.storage.ObjectStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The queue, the reconciler and the collector of what nobody needs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DispatchSettings.class, RubbishSettings.class})
public class DispatchConfiguration {

    /** Released work that lies ready, so that no consumer waits for the next dispatch. */
    private static final int SPARE = 4;

    private static final Duration DISPATCH_PERIOD = Duration.ofSeconds(1);
    private static final Duration RECONCILE_PERIOD = Duration.ofSeconds(3);
    private static final Duration COUNT_PERIOD = Duration.ofSeconds(10);
    private static final Duration COLLECT_PERIOD = Duration.ofSeconds(2);

    /** How often is asked whether a pass is due. */
    private static final Duration SWEEP_PERIOD = Duration.ofSeconds(5);

    @Bean
    Releases releases(
            Images images,
            Attempts attempts,
            AttemptMoves moves,
            Outbox outbox,
            ImportRules rules,
            Quotas quotas,
            ImportMeters meters) {
        return new Releases(
                images, attempts, moves, outbox, rules, quotas, meters, Clock.systemUTC());
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

    /**
     * As many as the ingest-workers take at once, and a few more that lie ready for whoever is free first. One project has fewer
     * of those few than there are consumers: so of the jobs that are under way when another project comes, one at least ends
     * after the last of them is taken, and then the other's is next. It waits for no more than one job's length.
     */
    static Dispatcher.Window window(DispatchSettings settings, @Nullable WorkForce workForce) {
        int consumers = workForce == null ? 0 : workForce.consumers(Submitted.class);
        int places = consumers == 0 ? settings.window() : consumers + SPARE;
        int placesOfOne =
                consumers == 0
                        ? Math.max(1, settings.window() - 1)
                        : consumers + Math.min(SPARE, consumers - 1);
        return new Dispatcher.Window(
                places,
                placesOfOne,
                orAny(settings.maxRunning()),
                orAny(settings.maxRunningPerProject()));
    }

    private static int orAny(int limit) {
        return limit == 0 ? Integer.MAX_VALUE : limit;
    }

    @Bean
    Rounds dispatcherRounds(Dispatcher dispatcher) {
        return new Rounds(
                "dispatcher",
                DISPATCH_PERIOD,
                () -> {
                    dispatcher.dispatch();
                    // the window is full or the queue is empty: whatever changes that wakes it
                    return false;
                });
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
            MeterRegistry meters,
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
                meters,
                // what publishes may find out sooner
                () -> relay.brokerAway() ? Standing.AWAY : broker.standing());
    }

    @Bean
    Rounds reconcilerRounds(Reconciler reconciler) {
        return new Rounds("reconciler", RECONCILE_PERIOD, reconciler::reconcile);
    }

    @Bean
    RubbishMeters rubbishMeters(MeterRegistry meters) {
        return new RubbishMeters(meters);
    }

    @Bean
    Rubbish rubbish(JdbcClient database, ObjectStore store, RubbishMeters meters) {
        return new Rubbish(database, store, meters);
    }

    @Bean
    Rounds rubbishRounds(Rubbish rubbish) {
        return new Rounds("garbage collector", COLLECT_PERIOD, rubbish::collect);
    }

    @Bean
    QueueMeters queueMeters(JdbcClient database, MeterRegistry meters) {
        return new QueueMeters(database, meters);
    }

    @Bean
    Rounds queueMetersRounds(QueueMeters queue) {
        return new Rounds("count of the queue", COUNT_PERIOD, queue::count);
    }

    @Bean
    LagMeters lagMeters(ObjectProvider<WorkLag> work, MeterRegistry meters) {
        return new LagMeters(work.getIfAvailable(() -> List::of), meters);
    }

    @Bean
    Rounds lagMetersRounds(LagMeters lag) {
        return new Rounds("count of the share groups' lag", COUNT_PERIOD, lag::count);
    }

    @Bean
    Sweep sweep(
            JdbcClient database,
            ObjectStore store,
            RubbishSettings settings,
            RubbishMeters meters) {
        return new Sweep(database, store, settings, meters);
    }

    @Bean
    Rounds sweepRounds(Sweep sweep) {
        return new Rounds("sweep of the store", SWEEP_PERIOD, sweep::sweep);
    }
}
