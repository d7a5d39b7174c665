package diskmill.api.v2.discovery;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A description in OpenAPI 3.1, read for comparing. */
final class OpenApiDocument {

    static final Set<String> METHODS = Set.of("get", "head", "put", "post", "patch", "delete");

    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode document;
    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder ->
                            builder.schemaRegistryConfig(
                                    SchemaRegistryConfig.builder()
                                            .locale(Locale.ROOT)
                                            .formatAssertionsEnabled(true)
                                            .build()));

    OpenApiDocument(String yaml) {
        LoaderOptions strictly = new LoaderOptions();
        strictly.setAllowDuplicateKeys(false);
        Map<String, Object> read = new Yaml(strictly).load(yaml);
        this.document = JSON.valueToTree(read);
    }

    JsonNode json() {
        return document;
    }

    /** Each as {@code GET /v2/images}. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path ->
                        path.getValue().propertyNames().stream()
                                .filter(METHODS::contains)
                                .forEach(method ->
                                        operations.add(
                                                method.toUpperCase(Locale.ROOT)
                                                        + " "
                                                        + path.getKey())));
        return operations;
    }

    /** What is wrong with the document as such, by the schema that the OpenAPI Initiative publishes. */
    List<Error> errors() {
        return registry.getSchema(resource("openapi-3.1.schema.json")).validate(document);
    }

    /** What is wrong with one of its schemas, by that of JSON Schema 2020-12. */
    List<Error> errorsOfSchema(JsonNode schema) {
        return registry.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(schema);
    }

    /** Missing if the operation names no such status. */
    JsonNode response(String method, String path, int status) {
        return resolved(
                document.get("paths")
                        .path(path)
                        .path(method.toLowerCase(Locale.ROOT))
                        .path("responses")
                        .path(Integer.toString(status)));
    }

    /** What is wrong with a body by one of the schemas of this document. */
    List<Error> errors(JsonNode schema, JsonNode body) {
        ObjectNode whole = JSON.createObjectNode();
        whole.set("components", document.get("components"));
        whole.putArray("allOf").add(schema);
        Schema read = registry.getSchema(whole);
        return read.validate(body);
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").stringValue().substring(1)) : node;
    }

    private static JsonNode resource(String name) {
        try (InputStream file = OpenApiDocument.class.getResourceAsStream(name)) {
            return JSON.readTree(Objects.requireNonNull(file, name));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
