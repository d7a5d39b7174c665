package diskmill.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LoginDelayTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final LoginDelay delay = new LoginDelay(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void threeMistakesAreFree() {
        fail(3);

        assertThat(delay.left("name")).isEqualTo(Duration.ZERO);
    }

    @Test
    void theWaitDoublesUpToSixteenSeconds() {
        fail(4);
        assertThat(delay.left("name")).isEqualTo(Duration.ofSeconds(1));
        fail(1);
        assertThat(delay.left("name")).isEqualTo(Duration.ofSeconds(2));
        fail(100);
        assertThat(delay.left("name")).isEqualTo(Duration.ofSeconds(16));
    }

    @Test
    void aSuccessForgetsTheFailures() {
        fail(10);

        delay.succeeded("name");

        assertThat(delay.left("name")).isEqualTo(Duration.ZERO);
    }

    @Test
    void oneNamesFailuresAreNotAnothers() {
        fail(10);

        assertThat(delay.left("other")).isEqualTo(Duration.ZERO);
    }

    @Test
    void whatIsKeptOfANameHasOneSize() {
        assertThat(LoginDelay.key("n".repeat(1 << 20))).hasSameSizeAs(LoginDelay.key("n"));
        assertThat(LoginDelay.key("n")).isNotEqualTo(LoginDelay.key("m"));
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            delay.failed("name");
        }
    }
}
