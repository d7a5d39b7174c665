package diskmill.api.dispatch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How imports are released to the workers.
 *
 * @param window      how many imports may be with the ingest-workers at once, waiting or at work, where it is not known how many
 *                    they take at once; where it is known, that many and four more. The rest waits in the database, where it can
 *                    be ordered and cancelled; 16 by default
 * @param unheard     a released import that no worker has reported on for this long is released again, and each further time after
 *                    twice as long; 5m by default
 * @param outage      attempts that nobody has looked over for this long have suffered an outage of ours: their deadlines move on by
 *                    it; 30s by default
 * @param maxRunning how many imports may be running at once, from their release to their end; 0 for no limit, the default
 * @param maxRunningPerProject how many of them may be one project's; 0 for no limit, the default
 */
@ConfigurationProperties("diskmill.dispatch")
public record DispatchSettings(
        @DefaultValue("16") int window,
        @DefaultValue("5m") Duration unheard,
        @DefaultValue("30s") Duration outage,
        @DefaultValue("0") int maxRunning,
        @DefaultValue("0") int maxRunningPerProject) {

    public DispatchSettings {
        if (window < 1) {
            throw new IllegalArgumentException(
                    "diskmill.dispatch.window must be at least 1; with %d no import would ever begin"
                            .formatted(window));
        }
        if (unheard.compareTo(Duration.ofSeconds(5)) < 0) {
            throw new IllegalArgumentException("diskmill.dispatch.unheard must be at least 5s");
        }
        if (outage.compareTo(Duration.ofSeconds(15)) < 0) {
            throw new IllegalArgumentException("diskmill.dispatch.outage must be at least 15s");
        }
        if (maxRunning < 0 || maxRunningPerProject < 0) {
            throw new IllegalArgumentException(
                    "diskmill.dispatch.max-running and .max-running-per-project must not be negative; 0 lifts the limit");
        }
    }
}
