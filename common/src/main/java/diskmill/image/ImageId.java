package diskmill.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.UUID;

/** An image's id: a UUID, chosen by its owner or by us, and never used again after a delete. */
public record ImageId(UUID value) implements Comparable<ImageId> {

    public static ImageId random() {
        return new ImageId(UUID.randomUUID());
    }

    /** Empty unless {@code text} is a UUID in its full form of 36 characters, in either case. */
    public static Optional<ImageId> tryParse(String text) {
        return Uuids.tryParse(text).map(ImageId::new);
    }

    /** @throws IllegalArgumentException if {@code text} is no UUID in its full form */
    @JsonCreator
    public static ImageId parse(String text) {
        return tryParse(text)
                .orElseThrow(() -> new IllegalArgumentException("not an image id: " + text));
    }

    @Override
    public int compareTo(ImageId other) {
        return value.compareTo(other.value);
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
