package diskmill.api.identity.v3;

import diskmill.api.web.Refusal;
import org.jspecify.annotations.Nullable;

/** The one domain that there is, as documents show it. */
public record Domain(String id, String name) {

    public static final Domain DEFAULT = new Domain("default", "Default");

    /** Whether it is among what a filter or a body names by a domain; null names all there is. */
    public static boolean includes(@Nullable String id) {
        return id == null || DEFAULT.id().equals(id);
    }

    /** @throws Refusal 400 if a new thing is wanted in another domain */
    public static void check(@Nullable String id) {
        if (!includes(id)) {
            throw Refusal.badRequest("There is one domain here, Default, whose id is 'default'.");
        }
    }
}
