package diskmill.api.v2.metadefs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class MetadefSchemasOverHttpTest extends Catalog {

    @ParameterizedTest
    @CsvSource({
        "namespace, namespace, namespace",
        "object, object, name",
        "property, property, title",
        "tag, tag, name",
        "resource_type, resource_type_association, name"
    })
    void aSchemaHasGlancesNameAndFields(String address, String name, String required) {
        JsonNode schema = json(admin.get("/v2/schemas/metadefs/" + address));

        assertThat(schema.get("name").asString()).isEqualTo(name);
        assertThat(schema.get("additionalProperties").asBoolean(true)).isFalse();
        assertThat(schema.get("required").valueStream().map(JsonNode::asString)).contains(required);
        assertThat(schema.get("properties").has(required)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "namespaces, namespaces, /items/name, namespace",
        "objects, objects, /items/name, object",
        "properties, properties, /additionalProperties/name, property",
        "tags, tags, /items/name, tag",
        "resource_types, resource_type_associations, /items/name, resource_type_association"
    })
    void aListsSchemaHasThatOfItsElements(String address, String name, String at, String element) {
        JsonNode schema = json(admin.get("/v2/schemas/metadefs/" + address));

        assertThat(schema.get("name").asString()).isEqualTo(name);
        assertThat(schema.get("properties").get(name).at(at).asString()).isEqualTo(element);
        assertThat(schema.get("links")).hasSize(3);
    }

    @Test
    void amongOthersAPropertyNeedsNoNameOfItsOwn() {
        assertThat(
                        json(admin.get("/v2/schemas/metadefs/properties"))
                                .at("/properties/properties/additionalProperties/required")
                                .toString())
                .isEqualTo("[\"title\",\"type\"]");
        assertThat(admin.get("/v2/schemas/metadefs/tag_list").statusCode()).isEqualTo(404);
    }
}
