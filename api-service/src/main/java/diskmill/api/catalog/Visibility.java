package diskmill.api.catalog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who sees an image. */
public enum Visibility {
    /** Everybody. */
    PUBLIC,
    /** Everybody who asks for it by id, or asks a list for community images. */
    COMMUNITY,
    /** The owner, and the members that it is shared with. */
    SHARED,
    /** The owner alone. */
    PRIVATE;

    /** The API's word, in lower case; empty if there is no such visibility. */
    public static Optional<Visibility> tryParse(String word) {
        return Arrays.stream(values()).filter(value -> value.toString().equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
