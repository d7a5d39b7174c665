package diskmill.storage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import diskmill.image.AttemptId;
import diskmill.image.ImageId;
import diskmill.image.RunId;
import java.util.regex.Pattern;

/**
 * Where one run of one attempt at one image keeps its object: {@code images/<image>/<attempt>/<run>}. Nobody else ever
 * writes there, so no write needs a condition.
 */
public record ObjectKey(String value) {

    private static final String UUID =
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    private static final Pattern FORM =
            Pattern.compile("images/%s/%s/%s".formatted(UUID, UUID, UUID));

    @JsonCreator
    public ObjectKey {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an object key: " + value);
        }
    }

    public static ObjectKey of(ImageId image, AttemptId attempt, RunId run) {
        return new ObjectKey("images/%s/%s/%s".formatted(image, attempt, run));
    }

    public KeyPrefix prefix() {
        return new KeyPrefix(value.substring(0, value.lastIndexOf('/') + 1));
    }

    @JsonValue
    @Override
    public String toString() {
        return value;
    }
}
