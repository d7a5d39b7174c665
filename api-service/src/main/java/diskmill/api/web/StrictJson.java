package diskmill.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON of a request's body: at most 1 MiB, or less where the caller says so, and 20 levels deep, no key twice, nothing after its end, and nothing that
 * cannot be stored: no NUL, no half of a surrogate pair, no number beyond a double's range. Anything else is a {@link Refusal} that says what is wrong, and where.
 */
public final class StrictJson {

    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 20;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .maxNumberLength(100)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private StrictJson() {}

    public static ObjectNode object(HttpServletRequest request) throws IOException {
        return object(request, MAX_BYTES);
    }

    /** @param maxBytes a whole number of KiB, at most 1 MiB */
    public static ObjectNode object(HttpServletRequest request, int maxBytes) throws IOException {
        if (read(request, maxBytes) instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.badRequest("The body must be a JSON object.");
    }

    public static JsonNode read(HttpServletRequest request) throws IOException {
        return read(request, MAX_BYTES);
    }

    /** The same from a part of a body; the rest of it is left where it is. */
    public static ObjectNode object(InputStream part) throws IOException {
        if (read(part, MAX_BYTES) instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.badRequest("It must be a JSON object.");
    }

    private static JsonNode read(HttpServletRequest request, int maxBytes) throws IOException {
        return read(request.getInputStream(), maxBytes);
    }

    private static JsonNode read(InputStream in, int maxBytes) throws IOException {
        byte[] body = in.readNBytes(maxBytes + 1);
        if (body.length > maxBytes) {
            throw Refusal.tooLarge("The body is larger than %d KiB.".formatted(maxBytes >> 10));
        }
        return parse(body);
    }

    static JsonNode parse(byte[] body) {
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node.isMissingNode()) {
                throw Refusal.badRequest("The body is empty; send JSON.");
            }
            checkStorable(node);
            return node;
        } catch (StreamConstraintsException tooMuch) {
            throw Refusal.badRequest(
                    "The body is JSON of more than %d levels, or with a number of more than 100 digits."
                            .formatted(MAX_DEPTH));
        } catch (JacksonException malformed) {
            throw Refusal.badRequest("The body is not valid JSON" + where(malformed));
        }
    }

    private static String where(JacksonException malformed) {
        String what = malformed.getOriginalMessage();
        String why = what != null && what.startsWith("Duplicate") ? ": a key comes twice" : "";
        TokenStreamLocation at = malformed.getLocation();
        return at == null || at.getLineNr() < 0
                ? why + "."
                : "%s (line %d, column %d).".formatted(why, at.getLineNr(), at.getColumnNr());
    }

    private static void checkStorable(JsonNode node) {
        if (node.isString()) {
            checkText(node.stringValue());
        }
        // what a number with too large an exponent is read as
        if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
            throw Refusal.badRequest("The body holds a number that is too large to be kept.");
        }
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                checkText(field.getKey());
                checkStorable(field.getValue());
            }
        } else {
            node.forEach(StrictJson::checkStorable);
        }
    }

    private static void checkText(String text) {
        if (!Text.isStorable(text)) {
            throw Refusal.badRequest(
                    "The body holds a NUL or half a surrogate pair, which cannot be stored.");
        }
    }
}
