package diskmill.api.policy;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may do what.
 *
 * @param profile    {@code glance}: as Glance's own policies have it; {@code easystack}: users see and use images, and only cloud admins
 *                   create and change them, and, in local mode, accounts; and images' properties have the values that EasyStack's document lists. glance by default
 * @param cloudAdmin who is a cloud admin in the profile easystack, as a check in oslo.policy's language; by default who has the role admin
 *                   in the project admin of the domain Default
 * @param rules      checks in oslo.policy's language by the rule's name, in place of the profile's: {@code
 *                   diskmill.policy.rules.publicize_image=role:member}. Names beyond Glance's may be used by {@code rule:}
 */
@ConfigurationProperties("diskmill.policy")
public record PolicySettings(Profile profile, String cloudAdmin, Map<String, String> rules) {

    public PolicySettings(
            @DefaultValue("glance") Profile profile,
            @DefaultValue(Profile.FIRST_CLOUD_ADMIN) String cloudAdmin,
            @Nullable Map<String, String> rules) {
        this.profile = profile;
        this.cloudAdmin = cloudAdmin;
        this.rules = rules == null ? Map.of() : Map.copyOf(rules);
    }
}
