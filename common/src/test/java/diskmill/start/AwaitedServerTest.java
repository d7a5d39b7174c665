package diskmill.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitedServerTest {

    private final AwaitedServer server =
            new AwaitedServer("the test's server", IOException.class::isInstance);

    @Test
    void oneThatIsAwayIsAskedUntilItAnswers() throws Exception {
        var asked = new AtomicInteger();

        String answer =
                server.ask(() -> {
                    if (asked.incrementAndGet() < 3) {
                        throw new IOException("away");
                    }
                    return "here";
                });

        assertThat(answer).isEqualTo("here");
        assertThat(asked).hasValue(3);
    }

    @Test
    void oneThatIsWrongIsNotWaitedFor() {
        assertThatThrownBy(() ->
                        server.ask(() -> {
                            throw new IllegalStateException("denied");
                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("denied");
    }
}
