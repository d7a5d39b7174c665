package diskmill.api.metadefs;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is to be an {@link Item}.
 *
 * @param content without the name, and without what the service itself says of an item
 */
public record NewItem(String name, ObjectNode content) {

    private static final List<String> NOT_CONTENT =
            List.of("name", "self", "schema", "created_at", "updated_at");

    /** @param json that fits the schema of its kind, so that it has a name */
    public static NewItem of(ObjectNode json) {
        return of(json.path("name").asString(), json);
    }

    /** @param name whatever the JSON says, as for a property, which stands below its name */
    static NewItem of(String name, ObjectNode json) {
        ObjectNode content = json.deepCopy();
        content.remove(NOT_CONTENT);
        return new NewItem(name, content);
    }
}
