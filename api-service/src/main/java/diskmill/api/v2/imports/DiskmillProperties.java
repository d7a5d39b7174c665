package diskmill.api.v2.imports;

import diskmill.api.catalog.Image;
import diskmill.api.web.Refusal;
import diskmill.image.ContainerFormat;
import diskmill.image.Digest;
import diskmill.image.DiskFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an owner asks of an import by the image's {@code diskmill_…} properties, which say what Glance's API has no word for;
 * or by the object {@code diskmill} in an import's body, with the same words.
 *
 * @param target   what to convert to; null to keep what comes
 * @param expected digest of the bytes as they come; null if none was given
 */
public record DiskmillProperties(@Nullable DiskFormat target, @Nullable Digest expected) {

    public static final String PREFIX = "diskmill_";

    static final String CONVERT_TO = "convert_to";
    static final String EXPECTED_CHECKSUM = "expected_checksum";

    /** @throws Refusal 400 if a property is none that we know, or its value is nothing we can do */
    public static DiskmillProperties of(Map<String, String> properties) {
        DiskmillProperties asked = new DiskmillProperties(null, null);
        for (Map.Entry<String, String> property : properties.entrySet()) {
            if (property.getKey().startsWith(PREFIX)) {
                asked =
                        asked.with(
                                property.getKey().substring(PREFIX.length()),
                                property.getValue(),
                                PREFIX);
            }
        }
        return asked;
    }

    public static DiskmillProperties of(Image image) {
        return of(image.properties());
    }

    /**
     * This, with one more wish.
     *
     * @param prefix how the word is written where it stands, for the sentence of a refusal
     */
    public DiskmillProperties with(String word, String value, String prefix) {
        return switch (word) {
            case CONVERT_TO -> new DiskmillProperties(target(value, prefix), expected);
            case EXPECTED_CHECKSUM -> new DiskmillProperties(target, digest(value, prefix));
            default ->
                    throw Refusal.badRequest(
                            "There is no property %s%s; there are %s%s and %s%s."
                                    .formatted(
                                            prefix,
                                            word,
                                            prefix,
                                            CONVERT_TO,
                                            prefix,
                                            EXPECTED_CHECKSUM));
        };
    }

    /** This, where it says something, else what {@code fallback} says. */
    public DiskmillProperties orElse(DiskmillProperties fallback) {
        return new DiskmillProperties(
                target == null ? fallback.target : target,
                expected == null ? fallback.expected : expected);
    }

    /** @throws Refusal 400 if what is asked cannot be done with an image of these formats, as far as they are known */
    public void checkPossible(
            @Nullable DiskFormat diskFormat, @Nullable ContainerFormat containerFormat) {
        if (target == null) {
            return;
        }
        if (containerFormat != null && containerFormat != ContainerFormat.BARE) {
            throw Refusal.badRequest(
                    "Only images of container format bare can be converted; this one is %s."
                            .formatted(containerFormat));
        }
        if (diskFormat != null && !diskFormat.convertsTo(target)) {
            throw Refusal.badRequest(
                    "Nothing can convert %s to %s; leave out the conversion."
                            .formatted(diskFormat, target));
        }
    }

    private static DiskFormat target(String value, String prefix) {
        return switch (value) {
            case "raw" -> DiskFormat.RAW;
            case "qcow2" -> DiskFormat.QCOW2;
            case "iso" ->
                    throw Refusal.badRequest(
                            "%s%s: nothing can convert to iso; raw and qcow2 are possible."
                                    .formatted(prefix, CONVERT_TO));
            default ->
                    throw Refusal.badRequest(
                            "%s%s must be raw or qcow2.".formatted(prefix, CONVERT_TO));
        };
    }

    private static Digest digest(String value, String prefix) {
        if (value.startsWith("http://") || value.startsWith("https://")) {
            throw Refusal.badRequest(
                    "%s%s: the address of a checksum file is not understood yet, that comes later; give the digest itself, as sha256:<hex>."
                            .formatted(prefix, EXPECTED_CHECKSUM));
        }
        return Digest.tryParse(value)
                .orElseThrow(() ->
                        Refusal.badRequest(
                                "%s%s must be sha256:, sha512: or md5: and as many hexadecimal digits as that has."
                                        .formatted(prefix, EXPECTED_CHECKSUM)));
    }
}
