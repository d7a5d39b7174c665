package diskmill.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A digest with the name of its algorithm, written {@code sha256:<hex>}.
 *
 * @param hex lower case, as long as the algorithm makes it
 */
public record Digest(HashAlgorithm algorithm, String hex) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

    public Digest {
        if (hex.length() != algorithm.hexLength() || !HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "a %s digest has %d hexadecimal digits"
                            .formatted(algorithm, algorithm.hexLength()));
        }
    }

    public static Digest of(HashAlgorithm algorithm, byte[] value) {
        return new Digest(algorithm, HexFormat.of().formatHex(value));
    }

    /** Empty unless {@code text} is {@code md5:}, {@code sha256:} or {@code sha512:} and as many digits as that has. */
    public static Optional<Digest> tryParse(String text) {
        try {
            return Optional.of(parse(text));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException with a sentence for the person who wrote {@code text} */
    @JsonCreator
    public static Digest parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException(
                    "a digest is written algorithm:hex, for example sha256:…");
        }
        return new Digest(
                HashAlgorithm.parse(text.substring(0, colon)),
                text.substring(colon + 1).toLowerCase(Locale.ROOT));
    }

    @JsonValue
    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }
}
