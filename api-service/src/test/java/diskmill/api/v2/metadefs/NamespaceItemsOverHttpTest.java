package diskmill.api.v2.metadefs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class NamespaceItemsOverHttpTest extends Catalog {

    private String path;

    @BeforeEach
    void makeANamespace() {
        path = newNamespace("");
    }

    @Test
    void anObjectIsMadeChangedAndDeleted() {
        HttpResponse<String> made =
                admin.post(
                        path + "/objects",
                        "{\"name\": \"disk\", \"properties\": {\"bus\": {\"title\": \"Bus\", \"type\": \"string\"}}}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode shown = json(admin.get(path + "/objects/disk"));
        assertThat(shown).isEqualTo(json(made));
        assertThat(shown.get("self").asString()).isEqualTo(path + "/objects/disk");
        assertThat(shown.get("schema").asString()).isEqualTo("/v2/schemas/metadefs/object");
        assertThat(shown.at("/properties/bus/title").asString()).isEqualTo("Bus");

        HttpResponse<String> changed =
                admin.put(
                        path + "/objects/disk",
                        JSON,
                        "{\"name\": \"disks\", \"description\": \"all\"}");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(json(changed).get("description").asString()).isEqualTo("all");
        assertThat(json(changed).get("properties")).isEmpty();
        assertThat(admin.get(path + "/objects/disk").statusCode()).isEqualTo(404);

        assertThat(admin.delete(path + "/objects/disks").statusCode()).isEqualTo(204);
        assertThat(admin.delete(path + "/objects/disks").statusCode()).isEqualTo(404);
        assertThat(json(admin.get(path + "/objects")).get("objects")).isEmpty();
    }

    @Test
    void objectsAreListedNewestFirstAndDeletedAtOnce() {
        for (String name : List.of("a", "c", "b")) {
            admin.post(path + "/objects", "{\"name\": \"%s\"}".formatted(name));
        }

        assertThat(names(path + "/objects", "objects")).containsExactly("b", "c", "a");
        assertThat(names(path + "/objects?sort_key=name&sort_dir=asc&limit=2", "objects"))
                .containsExactly("a", "b");
        assertThat(names(path + "/objects?sort_key=name&sort_dir=asc&marker=b", "objects"))
                .containsExactly("c");
        assertThat(admin.get(path + "/objects?marker=z").statusCode()).isEqualTo(404);
        assertThat(admin.delete(path + "/objects").statusCode()).isEqualTo(204);
        assertThat(names(path + "/objects", "objects")).isEmpty();
    }

    @Test
    void aPropertyIsMadeChangedAndDeleted() {
        HttpResponse<String> made =
                admin.post(
                        path + "/properties",
                        """
                        {"name": "hypervisor", "title": "Hypervisor", "type": "array", "items": {"type": "string", "enum": ["kvm"]},
                         "operators": ["<or>"], "minItems": 1, "uniqueItems": true, "default": ["kvm"]}
                        """);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(json(admin.get(path + "/properties/hypervisor"))).isEqualTo(json(made));
        JsonNode all = json(admin.get(path + "/properties")).get("properties");
        assertThat(all.propertyNames()).containsExactly("hypervisor");
        assertThat(all.get("hypervisor").has("name")).isFalse();

        HttpResponse<String> changed =
                admin.put(
                        path + "/properties/hypervisor",
                        JSON,
                        "{\"name\": \"hypervisor\", \"title\": \"Other\", \"type\": \"string\"}");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body())
                .isEqualTo("{\"name\":\"hypervisor\",\"title\":\"Other\",\"type\":\"string\"}");

        assertThat(admin.delete(path + "/properties/hypervisor").statusCode()).isEqualTo(204);
        assertThat(json(admin.get(path + "/properties")).get("properties")).isEmpty();
        admin.post(
                path + "/properties", "{\"name\": \"p\", \"title\": \"P\", \"type\": \"string\"}");
        assertThat(admin.delete(path + "/properties").statusCode()).isEqualTo(204);
        assertThat(admin.get(path + "/properties/p").statusCode()).isEqualTo(404);
    }

    @Test
    void aPropertyIsFoundByTheNameThatItHasOnAResource() {
        admin.post(
                path + "/properties", "{\"name\": \"p\", \"title\": \"P\", \"type\": \"string\"}");
        admin.post(path + "/resource_types", "{\"name\": \"T\", \"prefix\": \"x_\"}");

        assertThat(json(admin.get(path + "/properties/x_p?resource_type=T")).get("name").asString())
                .isEqualTo("p");
        assertThat(admin.get(path + "/properties/p?resource_type=T").statusCode()).isEqualTo(404);
        assertThat(admin.get(path + "/properties/x_p?resource_type=U").statusCode()).isEqualTo(404);
    }

    @Test
    void tagsAreMadeOneByOneAndInLists() {
        assertThat(admin.post(path + "/tags/blue%20sky", "").statusCode()).isEqualTo(201);
        assertThat(json(admin.get(path + "/tags/blue%20sky")).propertyNames())
                .containsExactly("name", "created_at", "updated_at");
        assertThat(admin.post(path + "/tags/blue%20sky", "").statusCode()).isEqualTo(409);

        HttpResponse<String> replaced =
                admin.post(path + "/tags", "{\"tags\": [{\"name\": \"a\"}, {\"name\": \"b\"}]}");
        assertThat(replaced.statusCode()).isEqualTo(201);
        assertThat(replaced.body()).isEqualTo("{\"tags\":[{\"name\":\"a\"},{\"name\":\"b\"}]}");
        assertThat(names(path + "/tags", "tags")).containsExactlyInAnyOrder("a", "b");

        assertThat(append("{\"tags\": [{\"name\": \"c\"}]}").statusCode()).isEqualTo(201);
        assertThat(append("{\"tags\": [{\"name\": \"d\"}, {\"name\": \"c\"}]}").statusCode())
                .isEqualTo(409);
        assertThat(names(path + "/tags?sort_key=name&sort_dir=asc", "tags"))
                .containsExactly("a", "b", "c");
        assertThat(names(path + "/tags?sort_key=name&sort_dir=asc&marker=a&limit=1", "tags"))
                .containsExactly("b");
        assertThat(
                        admin.post(
                                        path + "/tags",
                                        "{\"tags\": [{\"name\": \"e\"}, {\"name\": \"e\"}]}")
                                .statusCode())
                .isEqualTo(409);
        assertThat(names(path + "/tags", "tags")).hasSize(3);

        assertThat(
                        json(admin.put(path + "/tags/c", JSON, "{\"name\": \"z\"}"))
                                .get("name")
                                .asString())
                .isEqualTo("z");
        assertThat(admin.put(path + "/tags/z", JSON, "{\"name\": \"a\"}").statusCode())
                .isEqualTo(409);
        assertThat(admin.delete(path + "/tags/z").statusCode()).isEqualTo(204);
        assertThat(admin.delete(path + "/tags").statusCode()).isEqualTo(204);
        assertThat(names(path + "/tags", "tags")).isEmpty();
    }

    @Test
    void aNamespaceIsAssociatedWithTypesOldAndNew() {
        assertThat(json(admin.get("/v2/metadefs/resource_types")).get("resource_types"))
                .anySatisfy(type ->
                        assertThat(type.get("name").asString()).isEqualTo("OS::Glance::Image"));
        String type = "Type::" + UUID.randomUUID();

        HttpResponse<String> made =
                admin.post(
                        path + "/resource_types",
                        "{\"name\": \"%s\", \"prefix\": \"p_\", \"properties_target\": \"image\"}"
                                .formatted(type));

        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(json(made).propertyNames())
                .containsExactly("name", "prefix", "properties_target", "created_at", "updated_at");
        assertThat(names(path + "/resource_types", "resource_type_associations"))
                .containsExactly(type);
        assertThat(admin.get("/v2/metadefs/resource_types").body()).contains(type);
        assertThat(
                        admin.post(path + "/resource_types", "{\"name\": \"%s\"}".formatted(type))
                                .statusCode())
                .isEqualTo(409);
        assertThat(admin.delete(path + "/resource_types/" + type).statusCode()).isEqualTo(204);
        assertThat(admin.delete(path + "/resource_types/" + type).statusCode()).isEqualTo(404);
        assertThat(names(path + "/resource_types", "resource_type_associations")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/objects | {\"name\": \"x\"}",
                "/properties | {\"name\": \"x\", \"title\": \"X\", \"type\": \"string\"}"
            })
    void aNameIsGivenOnceOfEachKind(String kind, String body) {
        assertThat(admin.post(path + kind, body).statusCode()).isEqualTo(201);
        assertThat(admin.post(path + kind, body).statusCode()).isEqualTo(409);
        admin.post(path + kind, body.replace("\"x\"", "\"y\""));
        assertThat(admin.put(path + kind + "/y", JSON, body).statusCode()).isEqualTo(409);
        assertThat(admin.put(path + kind + "/none", JSON, body).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/objects | {}",
                "/objects | {\"name\": \"\"}",
                "/objects | {\"name\": \"o\", \"more\": 1}",
                "/objects | {\"name\": \"o\", \"properties\": {\"p\": {\"title\": \"no type\"}}}",
                "/properties | {\"title\": \"t\", \"type\": \"string\"}",
                "/properties | {\"name\": \"p\", \"type\": \"string\"}",
                "/properties | {\"name\": \"p\", \"title\": \"t\", \"type\": null}",
                "/properties | {\"name\": \"p\", \"title\": \"t\", \"type\": \"string\", \"colour\": 1}",
                "/tags | {}",
                "/tags | {\"tags\": [{\"name\": \"t\", \"more\": 1}]}",
                "/tags | {\"tags\": \"t\"}",
                "/resource_types | {\"prefix\": \"p\"}",
                "/resource_types | {\"name\": \"n\", \"prefix\": 1}"
            })
    void whatDoesNotFitTheSchemaIsRefused(String kind, String body) {
        HttpResponse<String> answer = admin.post(path + kind, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/objects", "/properties", "/tags", "/resource_types"})
    void nothingIsInANamespaceThatIsNotThere(String kind) {
        assertThat(admin.get(ALL + "/no-such" + kind).statusCode()).isEqualTo(404);
        assertThat(admin.post(ALL + "/no-such" + kind, "{\"name\": \"x\"}").statusCode())
                .isEqualTo(404);
        assertThat(admin.get(path + kind + "/none").statusCode()).isIn(404, 405);
        assertThat(admin.delete(path + kind + "/none").statusCode()).isEqualTo(404);
    }

    @Test
    void aNameOfMoreThanEightyCharactersIsTooLong() {
        assertThat(admin.post(path + "/tags/" + "t".repeat(80), "").statusCode()).isEqualTo(201);
        assertThat(admin.post(path + "/tags/" + "t".repeat(81), "").statusCode()).isEqualTo(400);
        assertThat(
                        admin.post(
                                        path + "/objects",
                                        "{\"name\": \"%s\"}".formatted("o".repeat(81)))
                                .statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> append(String body) {
        return send(
                "POST",
                path + "/tags",
                body,
                Map.of(
                        "X-Auth-Token",
                        admin.token(),
                        "Content-Type",
                        JSON,
                        "X-Openstack-Append",
                        "True"));
    }

    private List<String> names(String list, String key) {
        return json(admin.get(list))
                .get(key)
                .valueStream()
                .map(each -> each.get("name").asString())
                .toList();
    }
}
