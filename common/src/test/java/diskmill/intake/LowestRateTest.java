package diskmill.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class LowestRateTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final LowestRate rate = new LowestRate(DataSize.ofBytes(1000), Duration.ofSeconds(10));

    @Test
    void nobodyIsTooSlowBeforeTheWindowIsOver() {
        assertThat(rate.missed(0, 9 * SECOND)).isFalse();
    }

    @Test
    void oneThatSendsLessThanTheRateIsTooSlow() {
        assertThat(rate.missed(5_000, 5 * SECOND)).isFalse();
        assertThat(rate.missed(4_999, 5 * SECOND)).isTrue();
    }

    @Test
    void oneThatSendsTheRateIsNot() {
        assertThat(rate.missed(10_000, 10 * SECOND)).isFalse();
    }

    @Test
    void aWaitThatOutlastsTheWindowIsCountedWhole() {
        assertThat(rate.missed(10_000, 20 * SECOND)).isTrue();
    }

    @Test
    void eachWindowIsCountedByItself() {
        assertThat(rate.missed(1_000_000, 10 * SECOND)).isFalse();
        assertThat(rate.missed(0, 10 * SECOND)).isTrue();
    }

    @Test
    void zeroLiftsTheLimit() {
        LowestRate none = new LowestRate(DataSize.ofBytes(0), Duration.ofSeconds(10));

        assertThat(none.missed(0, 100 * SECOND)).isFalse();
    }
}
