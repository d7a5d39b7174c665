package diskmill.api.metadefs;

import diskmill.api.metadefs.Namespace.Visibility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an owner says of a namespace; see {@link Namespace}. */
public record NamespaceFields(
        String name,
        @Nullable String displayName,
        @Nullable String description,
        Visibility visibility,
        boolean isProtected,
        String owner) {

    /**
     * @param json  that fits the schema of a namespace
     * @param owner if the JSON names none
     */
    public static NamespaceFields of(ObjectNode json, String owner) {
        return new NamespaceFields(
                json.path("namespace").asString(),
                text(json.get("display_name")),
                text(json.get("description")),
                // Glance's default
                Visibility.parse(json.path("visibility").asString("private")),
                json.path("protected").asBoolean(false),
                json.path("owner").asString(owner));
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node == null ? null : node.asString();
    }
}
