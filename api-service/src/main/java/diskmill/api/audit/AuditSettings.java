package diskmill.api.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The record of who did what to which image.
 *
 * @param keep how long; 90 days by default
 */
@ConfigurationProperties("diskmill.audit")
public record AuditSettings(@DefaultValue("90d") Duration keep) {

    public AuditSettings {
        if (!keep.isPositive()) {
            throw new IllegalArgumentException(
                    "diskmill.audit.keep must be more than 0, for example 90d");
        }
    }
}
