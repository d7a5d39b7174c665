package diskmill.api.v2.images;

import diskmill.api.web.Refusal;
import java.util.Collections;
import java.util.SortedSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists of tags in a request's body. */
public final class TagLists {

    private TagLists() {}

    /** The tags of a body's field; none where it is not there. @throws Refusal 400, or 413 for more than an image may have */
    public static SortedSet<String> of(String field, ObjectNode body) {
        JsonNode value = body.get(field);
        return value == null ? Collections.emptySortedSet() : FieldValues.tags(field, value);
    }

    /** The tags of a body that has this field and no other. */
    static SortedSet<String> only(String field, ObjectNode body) {
        if (body.size() != 1 || !body.has(field)) {
            throw Refusal.badRequest(
                    "The body must be {\"%s\": [...]}, and nothing else.".formatted(field));
        }
        return of(field, body);
    }
}
