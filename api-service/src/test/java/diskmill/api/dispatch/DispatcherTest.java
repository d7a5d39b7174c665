package diskmill.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.Core;
import diskmill.api.catalog.Attempt;
import diskmill.event.ImageEvent;
import diskmill.image.AttemptId;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import java.time.Duration;
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

    @Test
    void ofAThousandImportsOfOneProjectSomePlaceIsLeftForAnothersOnlyOne() {
        for (int i = 0; i < 1000; i++) {
            waiting("many");
        }
        Dispatcher dispatcher = core.dispatcher(new Dispatcher.Window(6, 3, 1000, 1000));
        int first = dispatcher.dispatch();
        core.said();
        Attempt only = waiting("one");

        dispatcher.dispatch();

        assertThat(first).isEqualTo(3);
        assertThat(order()).containsExactly(only.id());
    }

    @Test
    void whatAProjectAlreadyHasWithTheWorkersCountsAsItsTurns() {
        waiting("many");
        waiting("many");
        core.dispatcher(2).dispatch();
        core.said();
        waiting("many");
        Attempt one = waiting("one");

        core.dispatcher(3).dispatch();

        assertThat(order()).containsExactly(one.id());
    }

    @Test
    void noMoreRunThanTheLimitsAllowAlsoAfterTheirBytesAreThere() {
        for (int i = 0; i < 4; i++) {
            waiting("project-1");
            waiting("project-2");
        }
        Dispatcher dispatcher = core.dispatcher(new Dispatcher.Window(16, 16, 3, 2));
        int first = dispatcher.dispatch();
        core.database.sql("update attempts set ingested = '{}' where state = 'released'").update();

        int second = dispatcher.dispatch();

        assertThat(first).isEqualTo(3);
        assertThat(second).isZero();
        assertThat(running("project-1")).isLessThanOrEqualTo(2);
        assertThat(running("project-2")).isLessThanOrEqualTo(2);
    }

    private int running(String project) {
        return core.database
                .sql(
                        "select count(*) from attempts where state = 'released' and project = :project")
                .param("project", project)
                .query(Integer.class)
                .single();
    }

    @Test
    void oneRowThatCannotBeReleasedHoldsUpNoOtherAndTakesNoPlace() {
        Attempt bad = waiting("project-1");
        Attempt good = waiting("project-1");
        core.database
                .sql("update attempts set container = 'of no version' where id = :id")
                .param("id", bad.id().value())
                .update();
        Dispatcher dispatcher = core.dispatcher(1);

        dispatcher.dispatch();
        dispatcher.dispatch();

        assertThat(order()).containsExactly(good.id());
    }

    @Test
    void anAttemptKnowsItsPlaceInTheQueue() {
        Attempt first = waiting("many");
        Attempt second = waiting("many");
        Attempt third = waiting("many");
        Attempt other = waiting("one");

        assertThat(core.attempts.place(first.id())).contains(1L);
        assertThat(core.attempts.place(other.id())).contains(1L);
        assertThat(core.attempts.place(second.id())).contains(3L);
        assertThat(core.attempts.place(third.id())).contains(4L);
        core.dispatcher(1).dispatch();
        assertThat(core.attempts.place(first.id())).isEmpty();
        assertThat(core.attempts.place(other.id())).contains(1L);
        assertThat(core.attempts.place(third.id())).contains(3L);
    }

    @Test
    void oneProjectLeavesAnotherAPlaceWhateverTheNumberOfConsumers() {
        DispatchSettings settings =
                new DispatchSettings(16, Duration.ofMinutes(5), Duration.ofSeconds(30), 0, 0);
        for (int consumers = 1; consumers < 20; consumers++) {
            int there = consumers;
            Dispatcher.Window window = DispatchConfiguration.window(settings, _ -> there);

            // those that lie ready are taken before the last of the jobs under way ends
            assertThat(window.placesOfOne() - consumers).isLessThan(consumers);
            assertThat(window.placesOfOne()).isLessThanOrEqualTo(window.places());
        }
        assertThat(DispatchConfiguration.window(settings, null).placesOfOne()).isEqualTo(15);
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
