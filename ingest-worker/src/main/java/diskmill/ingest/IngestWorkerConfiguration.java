package diskmill.ingest;

import diskmill.event.ImageEvent.Submitted;
import diskmill.gate.AddressGate;
import diskmill.ingest.source.HttpSources;
import diskmill.ingest.source.SourceSettings;
import diskmill.intake.Intake;
import diskmill.messaging.WorkQueue;
import diskmill.storage.ObjectStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The ingest-worker, beside whatever else the process is. It needs a gate, an intake, a store, a queue
 * of work and a clock. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({IngestSettings.class, SourceSettings.class})
public class IngestWorkerConfiguration {

    @Bean
    HttpSources ingestSources(AddressGate gate, SourceSettings settings, Clock clock) {
        return new HttpSources(gate, settings, clock);
    }

    @Bean
    IngestStep ingestStep(
            HttpSources sources,
            Intake intake,
            ObjectStore store,
            MeterRegistry metrics,
            Clock clock) {
        return new IngestStep(
                sources, intake, new Continuation(store), new IngestMetrics(metrics), clock);
    }

    @Bean
    WorkQueue.Workers ingestWorkers(WorkQueue queue, IngestSettings settings, IngestStep step) {
        return queue.take(Submitted.class, settings.concurrency(), step);
    }
}
