package diskmill.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.UUID;

/**
 * One import or upload of an image, as its owner sees it (a Glance task): a UUIDv7, so that later attempts sort after earlier ones.
 */
public record AttemptId(UUID value) {

    public static AttemptId next() {
        return new AttemptId(Uuids.next());
    }

    /** Empty unless {@code text} is a UUID in its full form of 36 characters, in either case. */
    public static Optional<AttemptId> tryParse(String text) {
        return Uuids.tryParse(text).map(AttemptId::new);
    }

    /** @throws IllegalArgumentException if {@code text} is no UUID in its full form */
    @JsonCreator
    public static AttemptId parse(String text) {
        return tryParse(text)
                .orElseThrow(() -> new IllegalArgumentException("not an attempt id: " + text));
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
