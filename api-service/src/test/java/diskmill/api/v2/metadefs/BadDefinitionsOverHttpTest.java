package diskmill.api.v2.metadefs;

import static diskmill.api.BadValues.UNSTORABLE;
import static diskmill.api.BadValues.amount;
import static diskmill.api.BadValues.list;
import static diskmill.api.BadValues.name;
import static diskmill.api.BadValues.number;
import static diskmill.api.BadValues.object;
import static diskmill.api.BadValues.text;
import static diskmill.api.BadValues.truth;
import static diskmill.api.BadValues.with;
import static diskmill.api.BadValues.word;

import diskmill.api.BadFields;
import diskmill.api.RefusalsTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each field of a namespace and of all that it holds, by itself and within. */
@TestInstance(Lifecycle.PER_CLASS)
class BadDefinitionsOverHttpTest extends RefusalsTest {

    private static final String NAMESPACES = "/v2/metadefs/namespaces";
    private static final String ONE = NAMESPACES + "/$NAMESPACE";

    /** A name is part of an address. */
    private static final List<String> NAME =
            with(name(80), "null", "\".\"", "\"..\"", "\"a/b\"", "\"a\\\\b\"");

    private static final List<String> FREE = with(text(1 << 19), "null");
    private static final List<String> TEXTS = with(list(), "null", "[\"a\", \"a\"]");

    /** What the service says itself. */
    private static final List<String> OURS =
            List.of("\"x\"", "7", "null", "\"2026-01-01T00:00:00Z\"");

    /** Of a property's definition. */
    private static final Map<String, List<String>> PROPERTY =
            Map.ofEntries(
                    Map.entry("title", FREE),
                    Map.entry("description", FREE),
                    Map.entry("type", with(word(), "null")),
                    Map.entry("operators", with(list(), "null")),
                    Map.entry("required", TEXTS),
                    Map.entry("minimum", with(number(), "null")),
                    Map.entry("maximum", with(number(), "null")),
                    Map.entry("minLength", with(amount(), "null")),
                    Map.entry("maxLength", with(amount(), "null")),
                    Map.entry("minItems", with(amount(), "null")),
                    Map.entry("maxItems", with(amount(), "null")),
                    Map.entry("pattern", FREE),
                    Map.entry("enum", with(UNSTORABLE, "\"\"", "0", "true", "{}", "null")),
                    Map.entry("readonly", with(truth(), "null")),
                    Map.entry("confidential", with(truth(), "null")),
                    Map.entry("uniqueItems", with(truth(), "null")),
                    Map.entry("additionalItems", with(truth(), "null")),
                    Map.entry("default", UNSTORABLE),
                    Map.entry("items", with(object(), "null", "{\"type\": 7}", "{\"enum\": {}}")),
                    Map.entry("colour", List.of("1", "null", "\"red\"")));

    private Map<String, String> ours = Map.of();

    @BeforeAll
    void make() {
        String namespace = newNamespace();
        ours = Map.of("$NAMESPACE", namespace);
        String path = NAMESPACES + "/" + namespace;
        made(admin().post(path + "/objects", "{\"name\": \"one\"}"));
        made(admin().post(path + "/tags/one", ""));
        made(
                admin().post(
                                path + "/properties",
                                "{\"name\": \"one\", \"title\": \"One\", \"type\": \"string\"}"));
    }

    static Stream<Arguments> fields() {
        List<BadFields> all = new ArrayList<>();
        ofNamespaces(all, "POST " + NAMESPACES + " ");
        ofNamespaces(all, "PUT " + ONE + " ");
        for (String request :
                List.of("POST " + ONE + "/objects ", "PUT " + ONE + "/objects/one ")) {
            all.add(BadFields.of(request + "{'name': VALUE}", NAME));
            objects(all, request + "{'name': 'NEW', %s}");
        }
        for (String request :
                List.of("POST " + ONE + "/properties ", "PUT " + ONE + "/properties/one ")) {
            all.add(
                    BadFields.of(
                            request + "{'name': VALUE, 'title': 'T', 'type': 'string'}", NAME));
            properties(all, request + "{'name': 'NEW', %s}");
        }
        all.add(BadFields.of("PUT " + ONE + "/tags/one {'name': VALUE}", NAME));
        all.add(BadFields.of("PUT " + ONE + "/tags/one {'name': 'NEW', 'colour': VALUE}", OURS));
        all.add(BadFields.of("POST " + ONE + "/tags {'tags': VALUE}", with(list(), "null")));
        all.add(BadFields.of("POST " + ONE + "/tags {'tags': [{'name': VALUE}]}", NAME));
        all.add(
                BadFields.of(
                        "POST " + ONE + "/tags {'tags': [{'name': 'NEW', 'colour': VALUE}]}",
                        OURS));
        all.add(BadFields.of("POST " + ONE + "/resource_types {'name': VALUE}", NAME));
        for (String field : List.of("prefix", "properties_target")) {
            all.add(
                    BadFields.of(
                            "POST %s/resource_types {'name': 'NEW', '%s': VALUE}"
                                    .formatted(ONE, field),
                            with(text(80), "null")));
        }
        return all.stream().flatMap(BadFields::arguments);
    }

    private static void ofNamespaces(List<BadFields> all, String request) {
        String body = request + "{'namespace': 'NEW', '%s': VALUE}";
        all.add(BadFields.of(request + "{'namespace': VALUE}", NAME));
        all.add(BadFields.of(body.formatted("display_name"), with(text(80), "null")));
        all.add(BadFields.of(body.formatted("description"), with(text(500), "null")));
        all.add(BadFields.of(body.formatted("visibility"), with(word(), "null", "\"shared\"")));
        all.add(BadFields.of(body.formatted("protected"), with(truth(), "null")));
        all.add(BadFields.of(body.formatted("owner"), with(text(255), "null")));
        all.add(BadFields.of(body.formatted("created_at"), OURS));
        all.add(BadFields.of(body.formatted("self"), OURS));
        all.add(BadFields.of(body.formatted("colour"), OURS));
        for (String items : List.of("objects", "tags", "resource_type_associations")) {
            all.add(BadFields.of(body.formatted(items), with(list(), "null")));
            all.add(
                    BadFields.of(
                            request
                                    + "{'namespace': 'NEW', '%s': [{'name': VALUE}]}"
                                            .formatted(items),
                            request.startsWith("PUT") ? text(80) : NAME));
        }
        all.add(BadFields.of(body.formatted("properties"), with(object(), "null")));
        all.add(
                BadFields.of(
                        request + "{'namespace': 'NEW', 'properties': {'one': VALUE}}",
                        with(object(), "null", "{}")));
        objects(all, request + "{'namespace': 'NEW', 'objects': [{'name': 'one', %s}]}");
        properties(all, request + "{'namespace': 'NEW', 'properties': {'one': {%s}}}");
    }

    /** @param body with a place for an object's fields */
    private static void objects(List<BadFields> all, String body) {
        all.add(BadFields.of(body.formatted("'description': VALUE"), FREE));
        all.add(BadFields.of(body.formatted("'required': VALUE"), TEXTS));
        all.add(BadFields.of(body.formatted("'properties': VALUE"), with(object(), "null")));
        all.add(BadFields.of(body.formatted("'properties': {'one': VALUE}"), with(object(), "{}")));
        all.add(BadFields.of(body.formatted("'colour': VALUE"), OURS));
    }

    /** @param body with a place for a property's fields */
    private static void properties(List<BadFields> all, String body) {
        PROPERTY.forEach((field, values) -> {
            String others =
                    switch (field) {
                        case "title" -> "'type': 'string', ";
                        case "type" -> "'title': 'T', ";
                        default -> "'title': 'T', 'type': 'string', ";
                    };
            all.add(BadFields.of(body.formatted("%s'%s': VALUE".formatted(others, field)), values));
        });
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("fields")
    void aBadFieldIsRefused(String request, String value) throws IOException {
        assertRefused(admin(), request, JSON, value, ours);
    }
}
