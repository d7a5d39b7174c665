package diskmill.api.policy;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may do what.
 *
 * @param rules checks in oslo.policy's language by the rule's name, in place of Glance's defaults: {@code
 *     diskmill.policy.rules.publicize_image=role:member}. Names beyond Glance's may be used by {@code rule:}
 */
@ConfigurationProperties("diskmill.policy")
public record PolicySettings(Map<String, String> rules) {

    public PolicySettings(@Nullable Map<String, String> rules) {
        this.rules = rules == null ? Map.of() : Map.copyOf(rules);
    }
}
