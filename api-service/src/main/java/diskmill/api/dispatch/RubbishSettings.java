package diskmill.api.dispatch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sweep, which goes through the whole store for what nobody has noted as garbage. (What an attempt leaves that ends in the
 * usual way is deleted at once, and looked for once more after two minutes.)
 *
 * @param sweep how long after a pass the next one begins; or twenty times as long as the pass took, if that is longer. 1m by default
 * @param age   nothing younger is looked at; 1m by default
 */
@ConfigurationProperties("diskmill.rubbish")
public record RubbishSettings(
        @DefaultValue("1m") Duration sweep, @DefaultValue("1m") Duration age) {

    public RubbishSettings {
        if (sweep.compareTo(Duration.ofSeconds(10)) < 0) {
            throw new IllegalArgumentException(
                    "diskmill.rubbish.sweep must be at least 10s; each pass lists the whole store");
        }
        if (age.isNegative()) {
            throw new IllegalArgumentException("diskmill.rubbish.age must not be negative");
        }
    }
}
