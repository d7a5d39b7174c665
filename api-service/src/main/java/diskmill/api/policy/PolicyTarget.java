package diskmill.api.policy;

import diskmill.api.catalog.Image;
import diskmill.api.identity.Caller;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done something to, as policies see it.
 *
 * @param attributes {@code project_id} and {@code owner} (the owning project's id), {@code visibility}, {@code member_id} (of the project
 *     that it is shared with); those that are known
 */
public record PolicyTarget(Map<String, String> attributes) {

    public PolicyTarget {
        attributes = Map.copyOf(attributes);
    }

    /** The caller's own project. */
    public static PolicyTarget of(Caller caller) {
        return owned(caller.project(), null, null);
    }

    /** @param member the project that the image is shared with and that this is about; null for none */
    public static PolicyTarget of(Image image, @Nullable String member) {
        return owned(image.owner(), image.visibility().toString(), member);
    }

    /** Something other than an image, by Glance's words. */
    public static PolicyTarget owned(
            @Nullable String owner, @Nullable String visibility, @Nullable String member) {
        Map<String, String> attributes = new HashMap<>();
        if (owner != null) {
            attributes.put("project_id", owner);
            attributes.put("owner", owner);
        }
        if (visibility != null) {
            attributes.put("visibility", visibility);
        }
        if (member != null) {
            attributes.put("member_id", member);
        }
        return new PolicyTarget(attributes);
    }
}
