package diskmill.api.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.api.Core;
import diskmill.event.ImageEvent;
import diskmill.event.ImageEvent.Cancelled;
import diskmill.image.AttemptId;
import diskmill.image.ImageId;
import diskmill.messaging.MessagingUnavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {

    private Core core;

    @BeforeEach
    void start() {
        core = new Core();
    }

    @AfterEach
    void stop() {
        core.close();
    }

    @Test
    void factsAreSaidInTheOrderInWhichTheyWereWritten() {
        List<ImageEvent> facts = Stream.generate(RelayTest::fact).limit(1_200).toList();
        facts.forEach(this::add);

        assertThat(core.said()).isEqualTo(facts);
        assertThat(core.said()).isEmpty();
    }

    @Test
    void aFactOfATransactionThatFailedIsNeverSaid() {
        core.transaction.executeWithoutResult(status -> {
            core.outbox.add(fact());
            status.setRollbackOnly();
        });

        assertThat(core.said()).isEmpty();
    }

    @Test
    void aFactOutsideATransactionIsRefused() {
        assertThatThrownBy(() -> core.outbox.add(fact())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whileTheBrokerIsAwayNothingIsLost() {
        ImageEvent fact = fact();
        add(fact);
        core.facts.goAway();

        assertThatThrownBy(core.relay::relay).isInstanceOf(MessagingUnavailable.class);
        boolean away = core.relay.brokerAway();
        core.facts.comeBack();

        assertThat(away).isTrue();
        assertThat(core.said()).containsExactly(fact);
        assertThat(core.relay.brokerAway()).isFalse();
    }

    @Test
    void aRowThatIsNoFactIsSetAsideAndTheNextOneIsSaid() {
        core.database
                .sql("insert into outbox (payload) values ('{\"type\": \"unknown\"}')")
                .update();
        ImageEvent fact = fact();
        add(fact);

        assertThat(core.said()).containsExactly(fact);
        assertThat(
                        core.database
                                .sql("select count(*) from outbox where unreadable")
                                .query(Long.class)
                                .single())
                .isEqualTo(1);
    }

    @Test
    void relaysAtOnceSayEachFactOnce() throws Exception {
        List<ImageEvent> facts = Stream.generate(RelayTest::fact).limit(600).toList();
        facts.forEach(this::add);

        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.startVirtualThread(this::relayAll));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(core.facts.said()).isEqualTo(facts);
    }

    private void relayAll() {
        try {
            while (core.relay.relay()) {}
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void add(ImageEvent fact) {
        core.transaction.executeWithoutResult(status -> core.outbox.add(fact));
    }

    private static ImageEvent fact() {
        return new Cancelled(
                ImageId.random(), AttemptId.next(), Instant.parse("2026-01-02T03:04:05Z"));
    }
}
