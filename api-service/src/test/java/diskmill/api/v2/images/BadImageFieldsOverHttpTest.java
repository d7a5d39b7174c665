package diskmill.api.v2.images;

import static diskmill.api.BadValues.UNSTORABLE;
import static diskmill.api.BadValues.amount;
import static diskmill.api.BadValues.list;
import static diskmill.api.BadValues.name;
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

/** Each field of what makes, changes, imports and shares images. */
@TestInstance(Lifecycle.PER_CLASS)
class BadImageFieldsOverHttpTest extends RefusalsTest {

    private static final List<String> TAGS =
            with(list(), "null", "[\"%s\"]".formatted("x".repeat(256)));

    /** Whatever the region is called: one that is not there is said in the import's task. */
    private static final List<String> NO_TEXT = with(UNSTORABLE, "7", "true", "[]", "{}");

    private static final List<String> CLOSED =
            List.of(
                    "\"\"",
                    "\"x\"",
                    "\"/etc/passwd\"",
                    "\"file:///etc/passwd\"",
                    "\"http://127.0.0.1/disk\"",
                    "\"http://[::1]:9292/\"",
                    "\"http://2130706433/\"",
                    "\"http://user:password@192.0.2.1/\"",
                    "\"http://\"",
                    "\"http:// /\"",
                    "\"http://a b/\"");

    private static final Map<String, List<String>> IMAGE =
            Map.ofEntries(
                    Map.entry("name", text(255)),
                    Map.entry("visibility", with(word(), "null")),
                    Map.entry("protected", with(truth(), "null")),
                    Map.entry("os_hidden", with(truth(), "null")),
                    Map.entry("owner", text(64)),
                    Map.entry("disk_format", word()),
                    Map.entry("container_format", word()),
                    Map.entry("min_ram", with(amount(), "null", "2147483648", "1e3", "1.0")),
                    Map.entry("min_disk", with(amount(), "null", "2147483648")),
                    Map.entry("tags", TAGS),
                    Map.entry("colour", with(text(65_535), "null")),
                    Map.entry("diskmill_convert_to", with(word(), "null")),
                    Map.entry("diskmill_expected_checksum", with(word(), "null", "\"md5:0\"")),
                    Map.entry("status", List.of("\"active\"", "null", "7")),
                    Map.entry("size", List.of("1", "\"1\"", "null")),
                    Map.entry("os_glance_import", List.of("\"x\"", "null")),
                    Map.entry("locations", List.of("[]", "[{\"url\": \"file:///x\"}]", "7")));

    private Map<String, String> ours = Map.of();

    @BeforeAll
    void make() {
        String path =
                admin().newImage("{\"disk_format\": \"raw\", \"container_format\": \"bare\"}");
        made(admin().post(path + "/members", "{\"member\": \"a-project\"}"));
        ours = Map.of("$IMAGE", path.substring(path.lastIndexOf('/') + 1));
    }

    static Stream<Arguments> fields() {
        String one = "/v2/images/$IMAGE";
        List<BadFields> all = new ArrayList<>();
        IMAGE.forEach((field, values) ->
                all.add(BadFields.of("POST /v2/images {'%s': VALUE}".formatted(field), values)));
        all.add(BadFields.of("POST /v2/images {'id': VALUE}", with(word(), "null", "\"$IMAGE\"")));
        all.add(BadFields.of("POST " + one + "/members {'member': VALUE}", name(255)));
        all.add(BadFields.of("PUT " + one + "/members/a-project {'status': VALUE}", word()));
        all.add(BadFields.of("PUT " + one + "/tags {'tags': VALUE}", TAGS));
        all.add(BadFields.of("POST " + one + "/locations {'url': VALUE}", text(1)));
        all.add(
                BadFields.of(
                        "POST " + one + "/locations {'url': 'x', 'validation_data': VALUE}",
                        with(object(), "{\"os_hash_algo\": 7, \"os_hash_value\": 7}")));
        imports(all, "POST " + one + "/import ");
        tasks(all);
        many(all);
        return all.stream().flatMap(BadFields::arguments);
    }

    private static void imports(List<BadFields> all, String request) {
        String direct = request + "{'method': {'name': 'glance-direct'}, ";
        String other = request + "{'method': {'name': 'glance-download', ";
        all.add(BadFields.of(request + "{'method': VALUE}", with(object(), "null", "{}")));
        all.add(BadFields.of(request + "{'method': {'name': VALUE}}", with(word(), "null")));
        all.add(
                BadFields.of(
                        request + "{'method': {'name': 'web-download', 'uri': VALUE}}",
                        with(with(text(1), "null"), CLOSED.toArray(String[]::new))));
        all.add(BadFields.of(direct + "'stores': VALUE}", with(list(), "null", "[\"fast\"]")));
        all.add(BadFields.of(direct + "'all_stores': VALUE}", with(truth(), "null")));
        all.add(BadFields.of(direct + "'all_stores_must_succeed': VALUE}", with(truth(), "null")));
        all.add(BadFields.of(direct + "'diskmill': VALUE}", object()));
        all.add(BadFields.of(direct + "'diskmill': {'convert_to': VALUE}}", with(word(), "null")));
        all.add(BadFields.of(direct + "'colour': VALUE}", List.of("1", "null")));
        all.add(
                BadFields.of(
                        other + "'glance_region': VALUE, 'glance_image_id': '$IMAGE'}}",
                        with(NO_TEXT, "null", "\"\"")));
        all.add(
                BadFields.of(
                        other + "'glance_region': 'nowhere', 'glance_image_id': VALUE}}",
                        with(word(), "null")));
        all.add(
                BadFields.of(
                        other
                                + "'glance_region': 'nowhere', 'glance_image_id': '$IMAGE', 'glance_service_interface': VALUE}}",
                        with(NO_TEXT, "null")));
    }

    private static void tasks(List<BadFields> all) {
        String input =
                "POST /v2/tasks {'type': 'import', 'input': {'import_from': 'https://images.example.org/x', ";
        all.add(BadFields.of("POST /v2/tasks {'type': VALUE, 'input': {}}", with(word(), "null")));
        all.add(
                BadFields.of(
                        "POST /v2/tasks {'type': 'import', 'input': VALUE}",
                        with(object(), "null", "{}")));
        all.add(
                BadFields.of(
                        "POST /v2/tasks {'type': 'import', 'input': {'import_from': VALUE, 'import_from_format': 'raw', 'image_properties': {}}}",
                        with(with(text(1), "null"), CLOSED.toArray(String[]::new))));
        all.add(
                BadFields.of(
                        input + "'import_from_format': VALUE, 'image_properties': {}}}",
                        with(word(), "null")));
        all.add(
                BadFields.of(
                        input + "'import_from_format': 'raw', 'image_properties': VALUE}}",
                        with(object(), "null")));
        all.add(
                BadFields.of(
                        input
                                + "'import_from_format': 'raw', 'image_properties': {}, 'colour': VALUE}}",
                        List.of("1", "null")));
        IMAGE.forEach((field, values) -> {
            // the one format may be left to what comes
            if (!field.equals("disk_format")) {
                all.add(
                        BadFields.of(
                                input
                                        + "'import_from_format': 'raw', 'image_properties': {'%s': VALUE}}}"
                                                .formatted(field),
                                values));
            }
        });
    }

    private static void many(List<BadFields> all) {
        all.add(
                BadFields.of(
                        "POST /v2/images/actions/delete {'images': VALUE}",
                        with(list(), "null", "[]", ids(1_001))));
        all.add(
                BadFields.of(
                        "POST /v2/images/actions/delete {'images': ['$IMAGE'], 'colour': VALUE}",
                        List.of("1", "null")));
        all.add(
                BadFields.of(
                        "POST /v2/images/actions/tag {'images': VALUE, 'tags': []}",
                        with(list(), "null", "[]", ids(1_001))));
        for (String field : List.of("tags", "add", "remove")) {
            all.add(
                    BadFields.of(
                            "POST /v2/images/actions/tag {'images': ['$IMAGE'], '%s': VALUE}"
                                    .formatted(field),
                            TAGS));
        }
        all.add(
                BadFields.of(
                        "POST /v2/images/actions/tag {'images': ['$IMAGE'], 'tags': [], 'add': VALUE}",
                        List.of("[]", "[\"a\"]")));
    }

    private static String ids(int count) {
        return "[" + "\"x\", ".repeat(count - 1) + "\"x\"]";
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("fields")
    void aBadFieldIsRefused(String request, String value) throws IOException {
        assertRefused(admin(), request, JSON, value, ours);
    }

    static Stream<Arguments> changes() {
        List<BadFields> all = new ArrayList<>();
        String request = "PATCH /v2/images/$IMAGE ";
        IMAGE.forEach((field, values) -> {
            for (String op : List.of("replace", "add")) {
                all.add(
                        BadFields.of(
                                request
                                        + "[{'op': '%s', 'path': '/%s', 'value': VALUE}]"
                                                .formatted(op, field),
                                values));
            }
        });
        all.add(
                BadFields.of(
                        request + "[{'op': VALUE, 'path': '/name', 'value': 'x'}]",
                        with(word(), "null", "\"test\"", "\"move\"")));
        all.add(
                BadFields.of(
                        request + "[{'op': 'replace', 'path': VALUE, 'value': 'x'}]",
                        with(
                                word(),
                                "null",
                                "\"/\"",
                                "\"//\"",
                                "\"name\"",
                                "\"/none\"",
                                "\"/name/0\"",
                                "\"/~\"",
                                "\"/~2\"",
                                "\"/id\"",
                                "\"/%s\"".formatted("x".repeat(256)))));
        all.add(
                BadFields.of(
                        request + "[{'op': 'remove', 'path': VALUE}]",
                        with(word(), "null", "\"/name\"", "\"/none\"", "\"/id\"")));
        all.add(
                BadFields.of(
                        request + "VALUE",
                        with(
                                UNSTORABLE,
                                "\"\"",
                                "0",
                                "true",
                                "{}",
                                "null",
                                "[7]",
                                "[[]]",
                                "[{}]")));
        return all.stream().flatMap(BadFields::arguments);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("changes")
    void aBadChangeIsRefused(String request, String value) throws IOException {
        assertRefused(admin(), request, PATCH, value, ours);
    }

    static Stream<Arguments> unstorable() {
        return UNSTORABLE.stream().map(Arguments::of);
    }

    /** Also among what a request does not look at. */
    @ParameterizedTest
    @MethodSource("unstorable")
    void whatCannotBeKeptIsRefusedWhereverItStands(String value) throws IOException {
        assertRefused(
                admin(),
                "POST /v2/images/$IMAGE/members {'member': 'NEW', 'colour': VALUE}",
                JSON,
                value,
                ours);
    }
}
