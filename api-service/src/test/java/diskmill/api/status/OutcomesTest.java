package diskmill.api.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.api.Core;
import diskmill.api.catalog.Attempt;
import diskmill.api.database.Notifications;
import diskmill.image.AttemptId;
import diskmill.image.DiskFormat;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutcomesTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final BlockingQueue<Connection> listening = new LinkedBlockingQueue<>();
    private Core core;
    private Outcomes outcomes;
    private Notifications notifications;

    @BeforeEach
    void start() {
        core = new Core();
        outcomes = new Outcomes(core.attempts);
        notifications =
                new Notifications(
                        () -> {
                            Connection connection = core.connection();
                            listening.add(connection);
                            return connection;
                        },
                        List.of(outcomes));
        notifications.start();
    }

    @AfterEach
    void stop() {
        notifications.close();
        core.close();
    }

    @Test
    void manyWaitersAreWokenByTheirAttemptsEnd() throws Exception {
        List<Future<Attempt>> waits = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                Attempt attempt = core.waiting(core.queued(DiskFormat.RAW).id());
                for (int waiter = 0; waiter < 3; waiter++) {
                    waits.add(threads.submit(() -> outcomes.awaitEnd(attempt.id(), LONG)));
                }
                var _ = threads.submit(() -> core.imports.delete(attempt.imageId()));
            }

            for (Future<Attempt> wait : waits) {
                assertThat(wait.get(20, TimeUnit.SECONDS).state())
                        .isEqualTo(Attempt.State.CANCELLED);
            }
        }
    }

    @Test
    void anAttemptThatHasEndedBeforeIsAnsweredAtOnce() throws Exception {
        Attempt attempt = core.waiting(core.queued(DiskFormat.RAW).id());
        core.imports.delete(attempt.imageId());
        Instant before = Instant.now();

        Attempt ended = outcomes.awaitEnd(attempt.id(), LONG);

        assertThat(ended.state()).isEqualTo(Attempt.State.CANCELLED);
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aWaitEndsWithItsTime() throws Exception {
        Attempt attempt = core.waiting(core.queued(DiskFormat.RAW).id());

        Attempt still = outcomes.awaitEnd(attempt.id(), Duration.ofMillis(50));

        assertThat(still.state()).isEqualTo(Attempt.State.WAITING);
    }

    @Test
    void anEndWhileTheListenersConnectionIsAwayIsFoundByAsking() throws Exception {
        Attempt attempt = core.waiting(core.queued(DiskFormat.RAW).id());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Attempt> wait = threads.submit(() -> outcomes.awaitEnd(attempt.id(), LONG));
            listening.take().close();

            core.imports.delete(attempt.imageId());

            assertThat(wait.get(20, TimeUnit.SECONDS).state()).isEqualTo(Attempt.State.CANCELLED);
        }
    }

    @Test
    void anUnknownAttemptIsRefused() {
        assertThatThrownBy(() -> outcomes.awaitEnd(AttemptId.next(), LONG))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
