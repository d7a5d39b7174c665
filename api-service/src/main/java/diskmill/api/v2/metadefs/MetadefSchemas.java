package diskmill.api.v2.metadefs;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import diskmill.api.web.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON schemas that callers are shown, and that their bodies are held against. Threads may share it. */
final class MetadefSchemas {

    /** What a body is. */
    enum Body {
        NAMESPACE,
        OBJECT,
        PROPERTY,
        TAG,
        TAG_LIST,
        RESOURCE_TYPE
    }

    /** Characters of a sentence, which may quote the body. */
    private static final int MAX_SENTENCE = 300;

    private static final List<String> READ_ONLY =
            List.of("self", "schema", "created_at", "updated_at");

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final Map<String, ObjectNode> documents = new HashMap<>();
    private final Map<Body, Schema> schemas = new EnumMap<>(Body.class);

    MetadefSchemas() {
        ObjectNode definitions = load("definitions");
        Map<Body, ObjectNode> own = new EnumMap<>(Body.class);
        for (Body body : Body.values()) {
            own.put(
                    body,
                    body == Body.PROPERTY
                            ? property(definitions)
                            : load(body.name().toLowerCase(Locale.ROOT)));
        }
        publish("namespace", "namespaces", own(own, Body.NAMESPACE), definitions);
        publish("object", "objects", own(own, Body.OBJECT), definitions);
        publish("tag", "tags", own(own, Body.TAG), null);
        publish("resource_type", "resource_types", own(own, Body.RESOURCE_TYPE), null);
        publish("property", "properties", own(own, Body.PROPERTY), definitions);

        SchemaRegistry registry =
                SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_7,
                        builder ->
                                builder.schemaRegistryConfig(
                                        SchemaRegistryConfig.builder()
                                                .locale(Locale.ROOT)
                                                .formatAssertionsEnabled(false)
                                                .build()));
        own.forEach((body, document) -> {
            ObjectNode checked = document.deepCopy();
            // says nothing of what is valid
            checked.remove("name");
            checked.set("definitions", definitions);
            schemas.put(body, registry.getSchema(checked));
        });
    }

    /** By the last word of its address. */
    Optional<ObjectNode> document(String name) {
        return Optional.ofNullable(documents.get(name));
    }

    /** @throws Refusal 403 if the body sets what is read-only; 400 if it does not fit the schema */
    ObjectNode checked(Body kind, ObjectNode body) {
        for (String field : READ_ONLY) {
            if (body.has(field)) {
                throw Refusal.forbidden(
                        "Attribute '%s' is read-only; leave it out.".formatted(field));
            }
        }
        Schema schema = schemas.get(kind);
        if (schema == null) {
            throw new IllegalStateException("no schema for " + kind);
        }
        List<Error> errors = schema.validate(body);
        if (!errors.isEmpty()) {
            throw Refusal.badRequest(sentence(errors.getFirst()));
        }
        return body;
    }

    private static String sentence(Error error) {
        String place = error.getInstanceLocation().toString();
        String sentence =
                "The body does not fit its schema (see /v2/schemas/metadefs)%s: %s"
                        .formatted(place.isEmpty() ? "" : ", at " + place, error.getMessage());
        return sentence.codePoints()
                        .limit(MAX_SENTENCE)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                + ".";
    }

    private static ObjectNode own(Map<Body, ObjectNode> own, Body body) {
        ObjectNode document = own.get(body);
        if (document == null) {
            throw new IllegalStateException("no schema for " + body);
        }
        return document;
    }

    /** A property by itself has its name within; among others it stands below it. */
    private ObjectNode property(ObjectNode definitions) {
        ObjectNode within = (ObjectNode) definitions.at("/property/additionalProperties");
        ObjectNode property = mapper.createObjectNode().put("name", "property");
        property.put("additionalProperties", false);
        property.set("required", within.withArray("required").deepCopy().add("name"));
        property.set("properties", within.get("properties"));
        return property;
    }

    private void publish(
            String name, String plural, ObjectNode document, @Nullable ObjectNode definitions) {
        ObjectNode one = document.deepCopy();
        ObjectNode items = document.deepCopy();
        ObjectNode many = mapper.createObjectNode();
        // Glance's name of an association differs from its address
        String manyName = "resource_type".equals(name) ? "resource_type_associations" : plural;
        many.put("name", manyName);
        ObjectNode properties = many.putObject("properties");
        if ("property".equals(name)) {
            ArrayNode required = items.withArray("required");
            required.remove(required.size() - 1);
            properties.putObject(manyName).put("type", "object").set("additionalProperties", items);
        } else {
            properties.putObject(manyName).put("type", "array").set("items", items);
        }
        for (String field : List.of("first", "next", "schema")) {
            properties.putObject(field).put("type", "string");
        }
        ArrayNode links = many.putArray("links");
        links.addObject().put("rel", "first").put("href", "{first}");
        links.addObject().put("rel", "next").put("href", "{next}");
        links.addObject().put("rel", "describedby").put("href", "{schema}");
        if (definitions != null) {
            one.set("definitions", definitions);
            many.set("definitions", definitions);
        }
        documents.put(name, one);
        documents.put(plural, many);
    }

    private ObjectNode load(String name) {
        try (InputStream file = MetadefSchemas.class.getResourceAsStream(name + ".json")) {
            if (file == null) {
                throw new IllegalStateException("the jar lacks the schema " + name);
            }
            return mapper.readValue(file, ObjectNode.class);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
