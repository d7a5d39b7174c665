package diskmill.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.event.ImageEvent;
import diskmill.messaging.Facts;
import diskmill.messaging.WorkForce;
import diskmill.messaging.WorkQueue;
import diskmill.testkit.TestKafka;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

class KafkaMessagingConfigurationTest {

    @Test
    void anApplicationTakesWorkWithWhateverItsClientsWereToldBySpringsOwnSettings()
            throws Exception {
        var done = new ConcurrentLinkedQueue<ImageEvent>();
        try (var application =
                new SpringApplicationBuilder(FactListenersTest.Application.class)
                        .web(WebApplicationType.NONE)
                        .properties(
                                "spring.main.banner-mode=off",
                                "spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                                "spring.kafka.consumer.auto-offset-reset=latest",
                                "spring.kafka.consumer.isolation-level=read-committed",
                                "spring.kafka.consumer.group-id=nobody",
                                "spring.kafka.consumer.properties.session.timeout.ms=20000",
                                "diskmill.messaging.prefix=" + TestKafka.newPrefix())
                        .run()) {
            var submitted = Works.submitted();
            application.getBean(Facts.class).publish(submitted);

            try (var _ =
                    application
                            .getBean(WorkQueue.class)
                            .take(
                                    ImageEvent.Submitted.class,
                                    2,
                                    (work, run) -> {
                                        done.add(work);
                                        return Works.answer(work, run);
                                    })) {
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(done).containsExactly(submitted));
                var force = application.getBean(WorkForce.class);
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> force.consumers(ImageEvent.Submitted.class) == 2);
            }
        }
    }
}
