package diskmill.api.applications;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.Core;
import diskmill.image.ImageId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApplicationsTest {

    private Core core;
    private Applications applications;

    @BeforeEach
    void start() {
        core = new Core();
        applications = new Applications(core.database);
    }

    @AfterEach
    void stop() {
        core.close();
    }

    private ImageId image() {
        ImageId id = ImageId.random();
        core.database
                .sql(
                        """
                        insert into images (id, status, visibility, owner, created_at, updated_at)
                        values (:id, 'queued', 'private', 'project', now(), now())
                        """)
                .param("id", id.value())
                .update();
        return id;
    }

    private List<Long> give(ImageId image, String... names) {
        return Objects.requireNonNull(
                core.transaction.execute(_ -> {
                    List<Long> ids =
                            applications.ofNames("project", new LinkedHashSet<>(List.of(names)));
                    applications.give(image, ids);
                    return ids;
                }));
    }

    private void anHourPasses() {
        core.database
                .sql("update applications set moved_at = moved_at - interval '1 hour'")
                .update();
    }

    private List<String> there() {
        return core.database
                .sql("select name from applications order by name")
                .query(String.class)
                .list();
    }

    @Test
    void theSameNameIsTheSameNumber() {
        List<Long> first = give(image(), "b", "a", "浏览器");
        List<Long> second = give(image(), "浏览器", "b");

        assertThat(second).containsExactly(first.get(2), first.get(0));
        assertThat(applications.names(first))
                .isEqualTo(Map.of(first.get(0), "b", first.get(1), "a", first.get(2), "浏览器"));
    }

    @Test
    void manyAtOnceAgreeOnTheNumbers() throws Exception {
        List<Callable<List<Long>>> all = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            ImageId image = image();
            boolean turned = i % 2 == 0;
            all.add(() ->
                    turned
                            ? give(image, "a", "b", "c", "d")
                            : give(image, "d", "c", "b", "a").reversed());
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Long> one = null;
            for (Future<List<Long>> answer : threads.invokeAll(all)) {
                one = one == null ? answer.get() : one;
                assertThat(answer.get()).isEqualTo(one);
            }
        }
        assertThat(there()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void whatNoImageHasIsForgottenAfterAnHour() {
        ImageId image = image();
        give(image, "kept", "left");
        give(image, "kept");

        applications.forget();
        assertThat(there()).containsExactly("kept", "left");

        anHourPasses();
        applications.forget();
        assertThat(there()).containsExactly("kept");
        assertThat(applications.forget()).isFalse();
    }

    @Test
    void whatWentWithItsLastImageIsForgotten() {
        ImageId first = image();
        ImageId second = image();
        List<Long> ids = give(first, "a", "b");
        give(second, "b");
        anHourPasses();
        applications.forget();
        assertThat(there()).containsExactly("a", "b");

        core.transaction.executeWithoutResult(_ -> core.imageMoves.erase(first));
        anHourPasses();
        applications.forget();

        assertThat(there()).containsExactly("b");
        assertThat(give(image(), "a")).isNotEqualTo(ids.subList(0, 1));
    }

    @Test
    void whatIsBeingGivenIsNotForgotten() {
        ImageId image = image();
        give(image, "a");
        give(image);
        anHourPasses();

        core.transaction.executeWithoutResult(_ -> {
            List<Long> ids = applications.ofNames("project", new LinkedHashSet<>(List.of("a")));
            // another process's round, in the middle of it
            Thread round = Thread.ofVirtual().start(() -> applications.forget());
            try {
                round.join();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            applications.give(image, ids);
        });

        assertThat(there()).containsExactly("a");
        assertThat(core.images.find(image).orElseThrow().applications()).hasSize(1);
    }

    @Test
    void anotherProjectsNumbersAreUnknown() {
        List<Long> ids = give(image(), "a");

        core.transaction.executeWithoutResult(_ -> {
            assertThat(applications.firstUnknown("project", ids, ImageId.random())).isEmpty();
            assertThat(applications.firstUnknown("other", ids, ImageId.random()))
                    .contains(ids.getFirst());
        });
    }
}
