package diskmill.api.metadefs;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A namespace without what it holds.
 *
 * @param id          of the row; callers know a namespace by its name
 * @param isProtected whether neither it nor anything in it can be deleted
 * @param owner       a project's id
 */
public record Namespace(
        long id,
        String name,
        @Nullable String displayName,
        @Nullable String description,
        Visibility visibility,
        boolean isProtected,
        String owner,
        Instant createdAt,
        Instant updatedAt) {

    /** Who sees it. */
    public enum Visibility {
        /** Everybody. */
        PUBLIC,
        /** The owner alone. */
        PRIVATE;

        /** @throws IllegalArgumentException unless it is one of the API's words */
        public static Visibility parse(String word) {
            return switch (word) {
                case "public" -> PUBLIC;
                case "private" -> PRIVATE;
                default -> throw new IllegalArgumentException("no visibility: " + word);
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
