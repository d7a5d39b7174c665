package diskmill.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The container formats of the Image API v2 ({@code container_format}). Only the content of {@link #BARE} is inspected by
 * its claim, unpacked and converted; the others are stored as they came.
 */
public enum ContainerFormat {
    BARE,
    OVF,
    OVA,
    DOCKER,
    COMPRESSED,
    AMI,
    AKI,
    ARI;

    /** The API's word, in lower case; empty if there is no such format. */
    public static Optional<ContainerFormat> tryParse(String word) {
        return Arrays.stream(values()).filter(format -> format.toString().equals(word)).findFirst();
    }

    /** @throws IllegalArgumentException if there is no such format */
    @JsonCreator
    public static ContainerFormat parse(String word) {
        return tryParse(word)
                .orElseThrow(() -> new IllegalArgumentException("no container format: " + word));
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
