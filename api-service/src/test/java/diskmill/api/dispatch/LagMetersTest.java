package diskmill.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.messaging.MessagingUnavailable;
import diskmill.messaging.WorkLag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class LagMetersTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private boolean away;
    private final LagMeters lag =
            new LagMeters(
                    () -> {
                        if (away) {
                            throw new MessagingUnavailable("away", null);
                        }
                        return List.of(new WorkLag.Lag("group", "topic", 7));
                    },
                    meters);

    @Test
    void thereIsAValueForAsLongAsTheBrokerTellsIt() throws Exception {
        lag.count();
        assertThat(
                        meters.get("diskmill.share.group.lag")
                                .tags("group", "group", "topic", "topic")
                                .gauge()
                                .value())
                .isEqualTo(7);

        away = true;
        assertThatThrownBy(lag::count).isInstanceOf(MessagingUnavailable.class);
        assertThat(meters.getMeters()).isEmpty();
    }
}
