package diskmill.api.v2.images;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One change that a PATCH asks for.
 *
 * @param field the one step of its path
 * @param value null for {@link Kind#REMOVE}
 */
record PatchOperation(Kind kind, String field, @Nullable JsonNode value) {

    enum Kind {
        ADD,
        REPLACE,
        REMOVE,
        /** An add of the older media type, which refuses what is there already. */
        ADD_NEW
    }
}
