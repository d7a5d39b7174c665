package diskmill.api.v2.metadefs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class NamespacesOverHttpTest extends Catalog {

    private static final String WHOLE =
            """
            {"namespace": "%s", "display_name": "Ein Name", "description": "für alle", "visibility": "public",
             "resource_type_associations": [{"name": "OS::Nova::Flavor", "prefix": "hw:"}, {"name": "OS::Glance::Image"}],
             "properties": {"z": {"title": "Z", "type": "string", "enum": ["a", "b"], "default": "a"},
                            "a": {"title": "A", "type": "integer", "minimum": 1, "maximum": 9}},
             "objects": [{"name": "one two", "description": "both", "required": ["z"],
                          "properties": {"z": {"title": "Z", "type": "boolean"}}}],
             "tags": [{"name": "t1"}, {"name": "t2"}]}
            """;

    @Test
    void aWholeNamespaceIsMadeAndShownAsItWasSent() {
        String name = newName();

        HttpResponse<String> made = admin.post(ALL, WHOLE.formatted(name));

        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location"))
                .hasValueSatisfying(
                        where -> assertThat(where).endsWith("/v2/metadefs/namespaces/" + name));
        JsonNode shown = json(admin.get(ALL + "/" + name));
        assertThat(shown).isEqualTo(json(made));
        assertThat(shown.get("namespace").asString()).isEqualTo(name);
        assertThat(shown.get("description").asString()).isEqualTo("für alle");
        assertThat(shown.get("protected").asBoolean()).isFalse();
        assertThat(shown.get("self").asString()).isEqualTo(ALL + "/" + name);
        assertThat(shown.get("schema").asString()).isEqualTo("/v2/schemas/metadefs/namespace");
        assertThat(shown.get("properties").propertyNames()).containsExactly("z", "a");
        assertThat(shown.at("/properties/z").toString())
                .isEqualTo(
                        "{\"title\":\"Z\",\"type\":\"string\",\"enum\":[\"a\",\"b\"],\"default\":\"a\"}");
        assertThat(shown.at("/objects/0/self").asString())
                .isEqualTo(ALL + "/" + name + "/objects/one%20two");
        assertThat(shown.at("/objects/0/required/0").asString()).isEqualTo("z");
        assertThat(shown.at("/resource_type_associations/0/prefix").asString()).isEqualTo("hw:");
        assertThat(shown.get("tags").toString()).isEqualTo("[{\"name\":\"t1\"},{\"name\":\"t2\"}]");
    }

    @Test
    void aResourceTypesPrefixStandsBeforeEveryProperty() {
        String name = newName();
        admin.post(ALL, WHOLE.formatted(name));

        JsonNode shown = json(admin.get(ALL + "/" + name + "?resource_type=OS::Nova::Flavor"));

        assertThat(shown.get("properties").propertyNames()).containsExactly("hw:z", "hw:a");
        assertThat(shown.at("/objects/0/properties").propertyNames()).containsExactly("hw:z");
        assertThat(shown.at("/objects/0/required/0").asString()).isEqualTo("hw:z");
        assertThat(json(admin.get(ALL + "/" + name + "?resource_type=no::such")))
                .isEqualTo(json(admin.get(ALL + "/" + name)));
    }

    @Test
    void whatHasNoValueIsPrivateUnprotectedAndTheCallersOwn() {
        JsonNode shown = json(admin.get(newNamespace("")));

        assertThat(shown.get("visibility").asString()).isEqualTo("private");
        assertThat(shown.get("protected").asBoolean()).isFalse();
        assertThat(shown.get("owner").asString()).isNotEmpty();
        assertThat(shown.propertyNames())
                .doesNotContain("display_name", "objects", "properties", "tags");
    }

    @Test
    void aChangeReplacesTheFieldsAndLeavesWhatTheNamespaceHolds() {
        String path = newNamespace(", \"description\": \"old\", \"tags\": [{\"name\": \"stays\"}]");
        String name = newName();

        HttpResponse<String> changed =
                admin.put(
                        path,
                        JSON,
                        "{\"namespace\": \"%s\", \"visibility\": \"public\"}".formatted(name));

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(json(changed).has("description")).isFalse();
        assertThat(admin.get(path).statusCode()).isEqualTo(404);
        assertThat(json(admin.get(ALL + "/" + name)).at("/tags/0/name").asString())
                .isEqualTo("stays");
    }

    @Test
    void nothingOfAProtectedNamespaceCanBeDeletedUntilItIsUnprotected() {
        String path =
                newNamespace(
                        """
                        , "protected": true, "tags": [{"name": "t"}], "objects": [{"name": "o"}],
                        "properties": {"p": {"title": "P", "type": "string"}}, "resource_type_associations": [{"name": "r"}]
                        """);
        List<String> all =
                List.of(
                        "",
                        "/tags",
                        "/tags/t",
                        "/objects",
                        "/objects/o",
                        "/properties",
                        "/properties/p",
                        "/resource_types/r");

        assertThat(all)
                .allSatisfy(
                        each -> assertThat(admin.delete(path + each).statusCode()).isEqualTo(403));
        admin.put(
                path,
                JSON,
                "{\"namespace\": \"%s\", \"protected\": false}"
                        .formatted(path.substring(ALL.length() + 1)));

        assertThat(admin.delete(path).statusCode()).isEqualTo(204);
        assertThat(admin.get(path).statusCode()).isEqualTo(404);
        assertThat(admin.delete(path).statusCode()).isEqualTo(404);
    }

    @Test
    void theAddressOfANamespaceLeadsToNoOther() {
        String shorter = newName();
        String longer = shorter + ";a=b";
        admin.post(ALL, "{\"namespace\": \"%s\"}".formatted(shorter));

        JsonNode made = json(admin.post(ALL, "{\"namespace\": \"%s\"}".formatted(longer)));

        String self = made.get("self").asString();
        assertThat(json(admin.get(self)).get("namespace").asString()).isEqualTo(longer);
        assertThat(admin.delete(self).statusCode()).isEqualTo(204);
        assertThat(admin.get(ALL + "/" + shorter).statusCode()).isEqualTo(200);
    }

    @Test
    void aNameIsGivenOnce() {
        String path = newNamespace("");
        String name = path.substring(ALL.length() + 1);
        String body = "{\"namespace\": \"%s\"}".formatted(name);

        assertThat(admin.post(ALL, body).statusCode()).isEqualTo(409);
        assertThat(admin.put(newNamespace(""), JSON, body).statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"objects\": [{\"name\": \"x\"}, {\"name\": \"x\"}]",
                "\"tags\": [{\"name\": \"x\"}, {\"name\": \"x\"}]",
                "\"resource_type_associations\": [{\"name\": \"x\"}, {\"name\": \"x\"}]"
            })
    void whereTwoItemsHaveOneNameNothingIsMade(String twice) {
        String name = newName();

        assertThat(
                        admin.post(ALL, "{\"namespace\": \"%s\", %s}".formatted(name, twice))
                                .statusCode())
                .isEqualTo(409);
        assertThat(admin.get(ALL + "/" + name).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"namespace\": 1}",
                "{\"namespace\": \"\"}",
                "{\"namespace\": \"a/b\"}",
                "{\"namespace\": \"..\"}",
                "{\"namespace\": \"x\", \"visibility\": \"community\"}",
                "{\"namespace\": \"x\", \"visibility\": null}",
                "{\"namespace\": \"x\", \"protected\": \"yes\"}",
                "{\"namespace\": \"x\", \"unknown\": 1}",
                "{\"namespace\": \"x\", \"tags\": [\"t\"]}",
                "{\"namespace\": \"x\", \"tags\": [{}]}",
                "{\"namespace\": \"x\", \"objects\": [{\"description\": \"no name\"}]}",
                "{\"namespace\": \"x\", \"objects\": [{\"name\": \"o\", \"required\": [1]}]}",
                "{\"namespace\": \"x\", \"properties\": {\"p\": {\"type\": \"string\"}}}",
                "{\"namespace\": \"x\", \"properties\": {\"p\": {\"title\": \"t\", \"type\": \"text\"}}}",
                "{\"namespace\": \"x\", \"properties\": {\"p/q\": {\"title\": \"t\", \"type\": \"string\"}}}",
                "{\"namespace\": \"x\", \"properties\": {\"p\": {\"title\": \"t\", \"type\": \"string\", \"maxLength\": -1}}}",
                "{\"namespace\": \"x\", \"resource_type_associations\": [{\"prefix\": \"p\"}]}"
            })
    void whatDoesNotFitTheSchemaIsRefusedWithASentence(String body) {
        HttpResponse<String> answer = admin.post(ALL, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("message").doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource({"80, 201", "81, 400"})
    void aNameHasUpToEightyCharactersOfAnyScript(int length, int status) {
        String name =
                (UUID.randomUUID() + "-" + "ß😀".repeat(40))
                        .codePoints()
                        .limit(length)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();

        HttpResponse<String> answer = admin.post(ALL, "{\"namespace\": \"%s\"}".formatted(name));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status == 201) {
            assertThat(admin.get(json(answer).get("self").asString()).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"self", "schema", "created_at", "updated_at"})
    void whatTheServiceSaysIsReadOnly(String field) {
        assertThat(
                        admin.post(
                                        ALL,
                                        "{\"namespace\": \"%s\", \"%s\": \"x\"}"
                                                .formatted(newName(), field))
                                .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aListGoesPageByPage() {
        String type = "Type::" + UUID.randomUUID();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String path =
                    newNamespace(
                            ", \"resource_type_associations\": [{\"name\": \"%s\"}]"
                                    .formatted(type));
            names.add(path.substring(ALL.length() + 1));
        }

        List<String> found = new ArrayList<>();
        String next = ALL + "?resource_types=other," + type + "&limit=2&sort_dir=asc";
        int pages = 0;
        while (next != null) {
            JsonNode page = json(admin.get(next));
            page.get("namespaces").forEach(each -> found.add(each.get("namespace").asString()));
            assertThat(page.get("first").asString()).startsWith(ALL + "?").doesNotContain("marker");
            assertThat(page.get("schema").asString()).isEqualTo("/v2/schemas/metadefs/namespaces");
            next = page.has("next") ? page.get("next").asString() : null;
            pages++;
        }

        assertThat(found).isEqualTo(names);
        assertThat(pages).isEqualTo(3);
        assertThat(
                        json(admin.get(ALL + "?sort_key=namespace&resource_types=" + type))
                                .get("namespaces")
                                .valueStream()
                                .map(each -> each.get("namespace").asString())
                                .toList())
                .isSortedAccordingTo(Comparator.reverseOrder())
                .hasSize(5);
        JsonNode one = json(admin.get(ALL + "?limit=1&resource_types=" + type)).at("/namespaces/0");
        assertThat(one.get("namespace").asString()).isEqualTo(names.getLast());
        assertThat(one.at("/resource_type_associations/0/name").asString()).isEqualTo(type);
        assertThat(json(admin.get(ALL + "?limit=0&resource_types=" + type)).get("namespaces"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=-1, 400",
        "limit=many, 400",
        "limit=99999999999, 400",
        "sort_dir=up, 400",
        "sort_key=password, 400",
        "sort_key=id;drop%20table, 400",
        "visibility=shared, 400",
        "visibility=%00, 400",
        "marker=no-such-namespace, 404",
        "marker=%00, 400",
        "sort_key=protected, 200",
        "sort_key=display_name&sort_dir=asc, 200",
        "sort_key=updated_at, 200",
        "unknown=1, 200"
    })
    void aListsParametersAreHeldAgainstWhatTheyMayBe(String query, int status) {
        assertThat(admin.get(ALL + "?" + query).statusCode()).isEqualTo(status);
    }

    @Test
    void whatIsNotThereIsNotFoundAndOtherMethodsAreNotAllowed() {
        String path = newNamespace("");

        assertThat(admin.get(ALL + "/no-such").statusCode()).isEqualTo(404);
        assertThat(admin.get(ALL + "/%00").statusCode()).isBetween(400, 404);
        assertThat(admin.put(ALL + "/no-such", JSON, "{\"namespace\": \"x\"}").statusCode())
                .isEqualTo(404);
        HttpResponse<String> wrong = admin.post(path, "{}");
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Allow").orElse("")).contains("PUT", "DELETE");
        assertThat(admin.get(path, "Accept", "text/html").statusCode()).isEqualTo(200);
    }
}
