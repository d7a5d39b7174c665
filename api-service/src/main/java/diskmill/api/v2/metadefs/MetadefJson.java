package diskmill.api.v2.metadefs;

import diskmill.api.metadefs.Item;
import diskmill.api.metadefs.Kind;
import diskmill.api.metadefs.Namespace;
import diskmill.api.metadefs.ResourceTypes.ResourceType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The catalog as Glance shows it: what has no value is left out, and so is, in a namespace, what it has none of. */
final class MetadefJson {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private MetadefJson() {}

    /** JSON, whatever the caller would rather have. */
    static ResponseEntity<ObjectNode> answer(int status, ObjectNode json) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON).body(json);
    }

    /** Without what it holds. */
    static ObjectNode namespace(Namespace namespace) {
        ObjectNode json = empty().put("namespace", namespace.name());
        if (namespace.displayName() != null) {
            json.put("display_name", namespace.displayName());
        }
        if (namespace.description() != null) {
            json.put("description", namespace.description());
        }
        json.put("visibility", namespace.visibility().toString());
        json.put("protected", namespace.isProtected());
        json.put("owner", namespace.owner());
        json.put("self", path(namespace));
        json.put("schema", "/v2/schemas/metadefs/namespace");
        return times(json, namespace.createdAt(), namespace.updatedAt());
    }

    /**
     * With what it holds.
     *
     * @param prefix before the names of all properties
     */
    static ObjectNode namespace(Namespace namespace, Map<Kind, List<Item>> items, String prefix) {
        ObjectNode json = namespace(namespace);
        List<Item> objects = items.getOrDefault(Kind.OBJECT, List.of());
        if (!objects.isEmpty()) {
            ArrayNode array = json.putArray("objects");
            objects.forEach(object -> array.add(object(namespace, object, prefix)));
        }
        List<Item> types = items.getOrDefault(Kind.RESOURCE_TYPE, List.of());
        if (!types.isEmpty()) {
            json.set("resource_type_associations", associations(types));
        }
        List<Item> properties = items.getOrDefault(Kind.PROPERTY, List.of());
        if (!properties.isEmpty()) {
            json.set("properties", properties(properties, prefix));
        }
        List<Item> tags = items.getOrDefault(Kind.TAG, List.of());
        if (!tags.isEmpty()) {
            json.set("tags", tags(tags));
        }
        return json;
    }

    static ObjectNode object(Namespace namespace, Item object, String prefix) {
        ObjectNode json = empty().put("name", object.name());
        JsonNode description = object.content().get("description");
        if (description != null) {
            json.set("description", description);
        }
        ArrayNode required = json.putArray("required");
        object.content().path("required").forEach(name -> required.add(prefix + name.asString()));
        ObjectNode properties = json.putObject("properties");
        object.content()
                .path("properties")
                .properties()
                .forEach(property ->
                        properties.set(prefix + property.getKey(), property.getValue()));
        json.put("self", path(namespace) + "/objects/" + segment(object.name()));
        json.put("schema", "/v2/schemas/metadefs/object");
        return times(json, object.createdAt(), object.updatedAt());
    }

    /** By their names. */
    static ObjectNode properties(List<Item> properties, String prefix) {
        ObjectNode json = empty();
        properties.forEach(property -> json.set(prefix + property.name(), property.content()));
        return json;
    }

    /** By itself, with its name. */
    static ObjectNode property(Item property) {
        ObjectNode json = empty().put("name", property.name());
        json.setAll(property.content());
        return json;
    }

    static ArrayNode tags(List<Item> tags) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        tags.forEach(tag -> json.addObject().put("name", tag.name()));
        return json;
    }

    static ObjectNode tag(Item tag) {
        return times(empty().put("name", tag.name()), tag.createdAt(), tag.updatedAt());
    }

    static ArrayNode associations(List<Item> types) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        types.forEach(type -> json.add(association(type)));
        return json;
    }

    static ObjectNode association(Item type) {
        ObjectNode json = empty().put("name", type.name());
        json.setAll(type.content());
        return times(json, type.createdAt(), type.updatedAt());
    }

    static ObjectNode resourceType(ResourceType type) {
        return times(empty().put("name", type.name()), type.createdAt(), type.updatedAt());
    }

    static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String path(Namespace namespace) {
        return "/v2/metadefs/namespaces/" + segment(namespace.name());
    }

    private static String segment(String name) {
        // what follows a ; would not be read as the name's
        return UriUtils.encodePathSegment(name, StandardCharsets.UTF_8).replace(";", "%3B");
    }

    private static ObjectNode times(ObjectNode json, Instant created, Instant updated) {
        return json.put("created_at", TIME.format(created)).put("updated_at", TIME.format(updated));
    }
}
