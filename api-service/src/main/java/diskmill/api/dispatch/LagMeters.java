package diskmill.api.dispatch;

import diskmill.messaging.MessagingUnavailable;
import diskmill.messaging.WorkLag;
import diskmill.messaging.WorkLag.Lag;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** How much work the share groups have before them. There is no value where the broker does not tell. */
public final class LagMeters {

    private final WorkLag work;
    private final MultiGauge gauges;

    public LagMeters(WorkLag work, MeterRegistry meters) {
        this.work = work;
        this.gauges =
                MultiGauge.builder("diskmill.share.group.lag")
                        .description("Work that was said and is not acknowledged as done")
                        .register(meters);
    }

    /**
     * Counts.
     *
     * @return false: next time is soon enough
     */
    public boolean count() throws InterruptedException {
        try {
            show(work.lags());
        } catch (MessagingUnavailable away) {
            show(List.of());
            throw away;
        }
        return false;
    }

    private void show(List<Lag> lags) {
        gauges.register(
                lags.stream()
                        .<MultiGauge.Row<?>>map(lag ->
                                MultiGauge.Row.of(
                                        Tags.of("group", lag.group(), "topic", lag.topic()),
                                        lag.records()))
                        .toList(),
                true);
    }
}
