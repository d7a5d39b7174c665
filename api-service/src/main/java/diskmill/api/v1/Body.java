package diskmill.api.v1;

import diskmill.api.web.Refusal;
import diskmill.api.web.StrictJson;
import diskmill.api.web.Text;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A request's JSON object, field by field; null is as good as not given. Each refusal names the field and says what it must be. */
final class Body {

    static final int MAX_TEXT = 255;

    private static final int MAX_APPLICATIONS = 100;

    private final ObjectNode fields;

    private Body(ObjectNode fields) {
        this.fields = fields;
    }

    /** @param names of the fields that there are, for the sentence of a refusal */
    static Body read(HttpServletRequest request, List<String> names) throws IOException {
        String type = request.getContentType();
        if (type != null && !type.regionMatches(true, 0, MediaType.APPLICATION_JSON_VALUE, 0, 16)) {
            throw Refusal.unsupportedMediaType(
                    "Send the parameters as a JSON object, with Content-Type application/json.");
        }
        ObjectNode fields = StrictJson.object(request);
        for (String name : fields.propertyNames()) {
            if (!names.contains(name)) {
                throw Refusal.badRequest(
                        "There is no parameter '%s'; there are %s."
                                .formatted(name, String.join(", ", names)));
            }
        }
        return new Body(fields);
    }

    Optional<String> text(String name, int max) {
        return value(name).map(value -> text(name, value, max));
    }

    /** @throws Refusal 400 if it is not given */
    String neededText(String name) {
        return nonEmpty(name, text(name, Integer.MAX_VALUE).orElseThrow(() -> missing(name)));
    }

    /** A name: not empty, and no longer than an image's name may be. */
    Optional<String> name(String name) {
        return text(name, MAX_TEXT).map(text -> nonEmpty(name, text));
    }

    Optional<Long> amount(String name) {
        return value(name)
                .map(value -> {
                    if (!value.isIntegralNumber()
                            || !value.canConvertToLong()
                            || value.longValue() < 0) {
                        throw Refusal.badRequest(
                                "'%s' must be a whole number from 0 to %d."
                                        .formatted(name, Long.MAX_VALUE));
                    }
                    return value.longValue();
                });
    }

    /** @throws Refusal 400 if it is not given */
    SequencedSet<String> neededNames(String name) {
        SequencedSet<String> names = new LinkedHashSet<>();
        for (JsonNode each : list(name).orElseThrow(() -> missing(name))) {
            names.add(nonEmpty(name, text(name, each, MAX_TEXT)));
        }
        return names;
    }

    /** Numbers of applications, which the document writes as texts. */
    Optional<SequencedSet<Long>> ids(String name) {
        return list(name)
                .map(values -> {
                    SequencedSet<Long> ids = new LinkedHashSet<>();
                    for (JsonNode value : values) {
                        ids.add(id(name, value));
                    }
                    return ids;
                });
    }

    static Refusal missing(String name) {
        return Refusal.badRequest("'%s' is missing; it must be given.".formatted(name));
    }

    private Optional<JsonNode> value(String name) {
        return fields.optional(name).filter(value -> !value.isNull());
    }

    private Optional<List<JsonNode>> list(String name) {
        return value(name)
                .map(value -> {
                    if (!value.isArray()) {
                        throw Refusal.badRequest("'%s' must be a list.".formatted(name));
                    }
                    if (value.size() > MAX_APPLICATIONS) {
                        throw Refusal.badRequest(
                                "'%s' has at most %d entries.".formatted(name, MAX_APPLICATIONS));
                    }
                    List<JsonNode> values = new ArrayList<>();
                    value.forEach(values::add);
                    return values;
                });
    }

    private static Long id(String name, JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        if (value.isString() && value.stringValue().matches("[0-9]{1,18}")) {
            return Long.valueOf(value.stringValue());
        }
        throw Refusal.badRequest(
                "'%s' must be a list of the numbers that applications have here.".formatted(name));
    }

    private static String text(String name, JsonNode value, int max) {
        if (!value.isString()) {
            throw Refusal.badRequest("'%s' must be text.".formatted(name));
        }
        String text = value.stringValue();
        if (Text.length(text) > max) {
            throw Refusal.badRequest("'%s' has at most %d characters.".formatted(name, max));
        }
        return text;
    }

    private static String nonEmpty(String name, String text) {
        if (text.isBlank()) {
            throw Refusal.badRequest("'%s' must not be empty.".formatted(name));
        }
        return text;
    }
}
