package diskmill.api.properties;

import java.util.List;
import java.util.Locale;

/**
 * A property of the image service, by the name that OpenStack has for it where it has one.
 *
 * @param title       for people, in English
 * @param titleZh     the same in Chinese
 * @param description a sentence
 * @param values      those that there are; none for any text
 */
public record KnownProperty(
        String name,
        String title,
        String titleZh,
        String description,
        String descriptionZh,
        List<String> values) {

    private static final String YES = "yes";

    public KnownProperty {
        values = List.copyOf(values);
    }

    /** Whether it is one that Nova reads as yes or no, in capital letters or small ones. */
    boolean isSwitch() {
        return values.contains(YES);
    }

    boolean takes(String value) {
        return values.isEmpty()
                || values.contains(isSwitch() ? value.toLowerCase(Locale.ROOT) : value);
    }

    /** Whether a switch with this value is on. */
    boolean isOn(String value) {
        return isSwitch() && (value.equalsIgnoreCase(YES) || value.equalsIgnoreCase("true"));
    }
}
