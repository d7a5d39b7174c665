package diskmill.api.v2.schemas;

import diskmill.api.properties.KnownProperties;
import diskmill.api.properties.KnownProperty;
import diskmill.api.properties.PropertyRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON schema of one thing, from the file of its name. */
record Schema(ObjectNode json) {

    private static final JsonMapper JSON = new JsonMapper();

    static Schema load(String name) {
        try (InputStream file = Schema.class.getResourceAsStream(name + ".json")) {
            if (file == null) {
                throw new IllegalStateException("the jar lacks %s.json".formatted(name));
            }
            return new Schema((ObjectNode) JSON.readTree(file));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** And the properties of the image service. Where others are refused their values are all that there are, and else examples. */
    Schema with(PropertyRules rules) {
        ObjectNode more = json.deepCopy();
        ObjectNode properties = (ObjectNode) more.get("properties");
        for (KnownProperty known : KnownProperties.all().values()) {
            ObjectNode property = properties.putObject(known.name());
            property.put("type", "string").put("is_base", false);
            property.put("title", known.title()).put("title_zh", known.titleZh());
            property.put("description", known.description());
            property.put("description_zh", known.descriptionZh());
            if (!known.values().isEmpty()) {
                ArrayNode values = property.putArray(rules.areStrict() ? "enum" : "examples");
                known.values().forEach(values::add);
            }
        }
        return new Schema(more);
    }

    Schema without(String... fields) {
        ObjectNode less = json.deepCopy();
        ((ObjectNode) less.get("properties")).remove(Arrays.asList(fields));
        return new Schema(less);
    }

    /** Of a page of such things, in Glance's form. */
    JsonNode list(String name) {
        ObjectNode list = JSON.createObjectNode();
        list.put("name", name);
        ObjectNode properties = list.putObject("properties");
        properties.putObject(name).put("type", "array").set("items", json);
        for (String link : new String[] {"first", "next", "schema"}) {
            properties.putObject(link).put("type", "string");
        }
        list.putArray("links")
                .add(link("first", "{first}"))
                .add(link("next", "{next}"))
                .add(link("describedby", "{schema}"));
        return list;
    }

    private static ObjectNode link(String rel, String href) {
        return JSON.createObjectNode().put("rel", rel).put("href", href);
    }
}
