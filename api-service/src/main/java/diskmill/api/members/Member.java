package diskmill.api.members;

import diskmill.image.ImageId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A project that an image is shared with.
 *
 * @param project an id; nobody checks that there is such a project
 */
public record Member(
        ImageId image, String project, Status status, Instant createdAt, Instant updatedAt) {

    /** What the project has said to it. The image can be had by its id in all of them; only an accepted one is listed. */
    public enum Status {
        PENDING,
        ACCEPTED,
        REJECTED;

        /** The API's word, in lower case; empty if there is no such status. */
        public static Optional<Status> tryParse(String word) {
            return Arrays.stream(values())
                    .filter(status -> status.toString().equals(word))
                    .findFirst();
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
