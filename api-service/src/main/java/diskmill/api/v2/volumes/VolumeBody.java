package diskmill.api.v2.volumes;

import diskmill.api.web.Refusal;
import diskmill.api.web.Text;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a volume is to be like.
 *
 * @param size GiB; null for the smallest that the image fits into
 */
record VolumeBody(
        @Nullable Integer size,
        @Nullable String name,
        @Nullable String type,
        @Nullable String zone) {

    /** Characters that Cinder takes. */
    private static final int MAX_TEXT = 255;

    /** @throws Refusal 400 for a field that is none of these, or is no such thing */
    static VolumeBody read(ObjectNode body) {
        for (String field : body.propertyNames()) {
            if (!Set.of("name", "size", "type", "zone").contains(field)) {
                throw Refusal.badRequest(
                        "'%s' is none of this request's fields: name, size, type, zone."
                                .formatted(field));
            }
        }
        return new VolumeBody(
                size(body.get("size")),
                text("name", body.get("name"), 0),
                text("type", body.get("type"), 1),
                text("zone", body.get("zone"), 1));
    }

    private static @Nullable Integer size(@Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
            throw Refusal.badRequest(
                    "'size' must be a whole number of GiB, from 1; without it the volume is as large as the image needs.");
        }
        return value.intValue();
    }

    private static @Nullable String text(String name, @Nullable JsonNode value, int least) {
        if (value == null) {
            return null;
        }
        if (!value.isString()
                || Text.length(value.stringValue()) < least
                || Text.length(value.stringValue()) > MAX_TEXT) {
            throw Refusal.badRequest(
                    "'%s' must be a text of %d to %d characters; or leave it out."
                            .formatted(name, least, MAX_TEXT));
        }
        return value.stringValue();
    }
}
