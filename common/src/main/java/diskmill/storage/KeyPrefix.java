package diskmill.storage;

import diskmill.image.AttemptId;
import diskmill.image.ImageId;

/** A part of the keys: all of them, those of an image, or those of one attempt. It ends with a slash. */
public record KeyPrefix(String value) {

    public static final KeyPrefix ALL = new KeyPrefix("images/");

    public static KeyPrefix of(ImageId image) {
        return new KeyPrefix("images/%s/".formatted(image));
    }

    public static KeyPrefix of(ImageId image, AttemptId attempt) {
        return new KeyPrefix("images/%s/%s/".formatted(image, attempt));
    }

    @Override
    public String toString() {
        return value;
    }
}
