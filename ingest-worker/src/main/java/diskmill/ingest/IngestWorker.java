package diskmill.ingest;

import diskmill.gate.GateConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** An ingest-worker as a process of its own. Its own settings are in {@code ingest-worker.yml}. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({GateConfiguration.class, IngestWorkerConfiguration.class})
public class IngestWorker {

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(IngestWorker.class)
                .properties("spring.config.name=ingest-worker")
                .run(arguments);
    }
}
