package diskmill.api.v2.bulk;

import diskmill.api.web.Refusal;
import diskmill.api.web.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a request about many images.
 *
 * @param ids  as the caller wrote them, each once
 * @param rest the whole body
 */
record BulkBody(List<String> ids, ObjectNode rest) {

    /** As many as a page of the list. */
    private static final int MAX_IMAGES = 1000;

    /** @throws Refusal 400 if it names no images, or has other fields than these */
    static BulkBody read(HttpServletRequest request, Set<String> fields) throws IOException {
        ObjectNode body = StrictJson.object(request);
        for (String field : body.propertyNames()) {
            if (!field.equals("images") && !fields.contains(field)) {
                throw Refusal.badRequest(
                        "'%s' is none of this request's fields: images%s."
                                .formatted(
                                        field,
                                        fields.isEmpty() ? "" : ", " + String.join(", ", fields)));
            }
        }
        JsonNode listed = body.get("images");
        if (listed == null || !listed.isArray() || listed.isEmpty() || listed.size() > MAX_IMAGES) {
            throw Refusal.badRequest(
                    "'images' must be a list of 1 to %d ids.".formatted(MAX_IMAGES));
        }
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode id : listed) {
            if (!id.isString()) {
                throw Refusal.badRequest("'images' must be a list of ids, each a text.");
            }
            ids.add(id.stringValue());
        }
        return new BulkBody(List.copyOf(ids), body);
    }
}
