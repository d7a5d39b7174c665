package diskmill.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.event.ImageEvent;
import diskmill.event.Phase;
import diskmill.image.AttemptId;
import diskmill.image.ImageId;
import diskmill.image.RunId;
import diskmill.testkit.TestKafka;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.annotation.KafkaListener;

/** The whole of it in a Spring application, as the api-service has it. */
class FactListenersTest {

    private static final ImageId IMAGE = ImageId.random();
    private static final AttemptId ATTEMPT = AttemptId.next();
    private static final RunId RUN = RunId.next();

    private final String prefix = TestKafka.newPrefix();
    private final ConfigurableApplicationContext application =
            new SpringApplicationBuilder(Application.class)
                    .web(WebApplicationType.NONE)
                    .properties(
                            "spring.main.banner-mode=off",
                            "spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                            "diskmill.messaging.prefix=" + prefix,
                            "diskmill.messaging.partitions=1")
                    .run();
    private final Listener listener = application.getBean(Listener.class);
    private final KafkaFacts facts = application.getBean(KafkaFacts.class);

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void hearsTheFactsOfAnImageInTheirOrder() throws Exception {
        var said = LongStream.range(0, 50).mapToObj(FactListenersTest::progressed).toList();

        for (ImageEvent fact : said) {
            facts.publish(fact);
        }

        await().untilAsserted(() -> assertThat(listener.heard).containsExactlyElementsOf(said));
    }

    @Test
    void aFactWhoseListenerFailsComesAgainBeforeTheNext() throws Exception {
        listener.failures.set(3);
        var said = List.of(progressed(1), progressed(2));

        for (ImageEvent fact : said) {
            facts.publish(fact);
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(listener.heard).containsExactlyElementsOf(said));
        assertThat(listener.failures).hasNegativeValue();
    }

    @Test
    void aRecordThatIsNoFactBecomesADeadLetterAndTheNextStillArrives() throws Exception {
        publishRaw("{nonsense");
        var next = progressed(1);
        facts.publish(next);

        await().untilAsserted(() -> assertThat(listener.heard).containsExactly(next));
        assertThat(deadLetters()).containsExactly("{nonsense");
        assertThat(
                        application
                                .getBean(MeterRegistry.class)
                                .counter(
                                        "diskmill.poison.records",
                                        "topic",
                                        prefix + ".image-progressed",
                                        "group",
                                        prefix + "-status")
                                .count())
                .isEqualTo(1);
    }

    @Test
    void aFactThatItsListenerCannotBearBecomesADeadLetterToo() throws Exception {
        facts.publish(progressed(Listener.UNBEARABLE));
        var next = progressed(1);
        facts.publish(next);

        await().untilAsserted(() -> assertThat(listener.heard).containsExactly(next));
        assertThat(deadLetters()).hasSize(1).first().asString().contains("image-progressed");
    }

    private List<String> deadLetters() {
        try (var reader =
                new TopicReader(TestKafka.bootstrapServers(), "dlq." + prefix + "-status")) {
            await().until(() -> !reader.records().isEmpty());
            return reader.records().stream().map(record -> record.value()).toList();
        }
    }

    private void publishRaw(String text) throws Exception {
        var clients = application.getBean(KafkaClients.class);
        try (var producer = clients.factProducer(Duration.ofSeconds(5))) {
            producer.send(new ProducerRecord<>(prefix + ".image-progressed", "k", text)).get();
        }
    }

    private static ImageEvent.Progressed progressed(long done) {
        return new ImageEvent.Progressed(
                IMAGE, ATTEMPT, RUN, Instant.EPOCH, Phase.RECEIVING, done, null, 0, null);
    }

    static final class Listener {

        static final long UNBEARABLE = -1;

        final Queue<ImageEvent> heard = new ConcurrentLinkedQueue<>();
        final AtomicInteger failures = new AtomicInteger();

        @KafkaListener(
                topics = Topics.PROGRESSED,
                groupId = Topics.STATUS_GROUP,
                containerFactory = KafkaMessagingConfiguration.FACT_LISTENERS)
        void on(ImageEvent.Progressed fact) {
            if (fact.done() == UNBEARABLE) {
                throw new IllegalArgumentException("made for this test");
            }
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("the database is away");
            }
            heard.add(fact);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(KafkaAutoConfiguration.class)
    @Import(KafkaMessagingConfiguration.class)
    static class Application {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        Listener listener() {
            return new Listener();
        }
    }
}
