package diskmill.api.metadefs;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A namespace with all that is to be in it. */
public record Definition(NamespaceFields namespace, Map<Kind, List<NewItem>> items) {

    /**
     * @param json  that fits the schema of a namespace, as in a POST and in Glance's own files
     * @param owner if the JSON names none
     */
    public static Definition of(ObjectNode json, String owner) {
        Map<Kind, List<NewItem>> items = new EnumMap<>(Kind.class);
        items.put(Kind.OBJECT, each(json.path("objects")));
        items.put(Kind.PROPERTY, properties(json.path("properties")));
        items.put(Kind.TAG, each(json.path("tags")));
        items.put(Kind.RESOURCE_TYPE, each(json.path("resource_type_associations")));
        return new Definition(NamespaceFields.of(json, owner), items);
    }

    private static List<NewItem> each(JsonNode array) {
        List<NewItem> items = new ArrayList<>();
        for (JsonNode element : array) {
            items.add(NewItem.of((ObjectNode) element));
        }
        return items;
    }

    private static List<NewItem> properties(JsonNode object) {
        List<NewItem> items = new ArrayList<>();
        object.properties()
                .forEach(property ->
                        items.add(NewItem.of(property.getKey(), (ObjectNode) property.getValue())));
        return items;
    }
}
