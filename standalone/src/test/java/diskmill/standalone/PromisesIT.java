package diskmill.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What the product's documents promise was shown by the tests that ran before this one, in the modules before this one and in this one. Only
 * {@code ./dev test} runs them all, and says from when on their reports count.
 */
@EnabledIfSystemProperty(named = "documents.since", matches = "\\d+")
class PromisesIT {

    @Test
    void everyPromiseWasShown() throws IOException {
        Path root = Path.of("..").toAbsolutePath().normalize();
        Instant since = Instant.ofEpochMilli(Long.getLong("documents.since"));

        List<Promises.ShownPromise> promises =
                Promises.read(root).shownBy(TestReports.read(root, since));

        Promises.lines(promises).forEach(System.out::println);
        assertThat(Promises.notShown(promises)).isEmpty();
    }
}
