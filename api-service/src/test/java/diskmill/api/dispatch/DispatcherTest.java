package diskmill.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.Core;
import diskmill.api.catalog.Attempt;
import diskmill.event.ImageEvent;
import diskmill.image.AttemptId;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {

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
    void aWaitingImportIsToldToTheIngestWorkers() {
        Attempt attempt = waiting("project-1");

        core.dispatcher(4).dispatch();

        assertThat(core.said())
                .singleElement()
                .isInstanceOfSatisfying(
                        ImageEvent.Submitted.class,
                        fact -> {
                            assertThat(fact.attemptId()).isEqualTo(attempt.id());
                            assertThat(fact.source()).isEqualTo(attempt.source());
                            assertThat(fact.claimed()).isEqualTo(DiskFormat.QCOW2);
                            assertThat(fact.hash()).isEqualTo(HashAlgorithm.SHA256);
                            assertThat(fact.deadline()).isEqualTo(attempt.deadline());
                        });
        assertThat(core.attempt(attempt).state()).isEqualTo(Attempt.State.RELEASED);
    }

    @Test
    void nothingIsReleasedBeyondTheWindow() {
        waiting("project-1");
        waiting("project-1");
        waiting("project-1");
        Dispatcher dispatcher = core.dispatcher(2);

        int first = dispatcher.dispatch();
        int second = dispatcher.dispatch();

        assertThat(first).isEqualTo(2);
        assertThat(second).isZero();
    }

    @Test
    void anImportThatIsIngestedMakesRoomForTheNext() {
        Attempt first = waiting("project-1");
        waiting("project-1");
        Dispatcher dispatcher = core.dispatcher(1);
        dispatcher.dispatch();

        core.database
                .sql("update attempts set ingested = '{}' where id = :id")
                .param("id", first.id().value())
                .update();

        assertThat(dispatcher.dispatch()).isEqualTo(1);
    }

    @Test
    void projectsTakeTurnsAndEachOnesOldestIsFirst() {
        Attempt first = waiting("many");
        Attempt second = waiting("many");
        Attempt third = waiting("many");
        Attempt other = waiting("one");

        core.dispatcher(16).dispatch();

        assertThat(order()).containsExactly(first.id(), other.id(), second.id(), third.id());
    }

    private List<AttemptId> order() {
        return core.said().stream().map(ImageEvent::attemptId).toList();
    }

    @Test
    void dispatchersAtOnceReleaseEachImportOnceAndFillOneWindow() throws Exception {
        for (int i = 0; i < 20; i++) {
            waiting("project-" + i % 3);
        }
        List<Callable<Integer>> dispatchers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            dispatchers.add(core.dispatcher(12)::dispatch);
        }

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(dispatchers);
        }

        assertThat(order()).hasSize(12).doesNotHaveDuplicates();
    }

    private Attempt waiting(String project) {
        return core.waiting(core.queued(DiskFormat.QCOW2).id(), project);
    }
}
