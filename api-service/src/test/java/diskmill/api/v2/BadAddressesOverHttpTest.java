package diskmill.api.v2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.RefusalsTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Addresses, each part of which may be nonsense while the others are right, and whose queries may be. */
@TestInstance(Lifecycle.PER_CLASS)
class BadAddressesOverHttpTest extends RefusalsTest {

    /** Where the nonsense stands. */
    private static final String BAD = "%BAD%";

    private static final String IMAGE = "%IMAGE%";
    private static final String NAMESPACE = "%NAMESPACE%";
    private static final String PROJECT = "%PROJECT%";
    private static final String USER = "%USER%";
    private static final String ROLE = "%ROLE%";

    /** With a body that would do at the right address, where one is needed; in it {@code '} stands for {@code "}. */
    private static final List<String> PATHS =
            """
            GET /v2/images/%BAD%
            HEAD /v2/images/%BAD%
            PATCH /v2/images/%BAD% []
            DELETE /v2/images/%BAD%
            GET /v2/images/%BAD%/file
            PUT /v2/images/%BAD%/file
            PUT /v2/images/%BAD%/stage
            POST /v2/images/%BAD%/import {'method': {'name': 'glance-direct'}}
            GET /v2/images/%BAD%/tasks
            GET /v2/images/%BAD%/tasks/%ANOTHER%
            DELETE /v2/images/%BAD%/tasks/%ANOTHER%
            POST /v2/images/%BAD%/tasks/%ANOTHER%/retry
            GET /v2/images/%IMAGE%/tasks/%BAD%
            DELETE /v2/images/%IMAGE%/tasks/%BAD%
            POST /v2/images/%IMAGE%/tasks/%BAD%/retry
            POST /v2/images/%BAD%/actions/deactivate
            POST /v2/images/%BAD%/actions/reactivate
            POST /v2/images/%BAD%/actions/create-volume
            DELETE /v2/stores/store/%BAD%
            DELETE /v2/stores/%BAD%/%IMAGE%
            PUT /v2/cache/%BAD%
            GET /v2/cache/nodes/%BAD%
            GET /v2/schemas/%BAD%
            GET /v2/schemas/metadefs/%BAD%
            GET /v2/tasks/%BAD%
            GET /v2/images/%BAD%/members
            POST /v2/images/%BAD%/members {'member': 'x'}
            GET /v2/images/%BAD%/members/%ANOTHER%
            PUT /v2/images/%BAD%/members/%ANOTHER% {'status': 'accepted'}
            DELETE /v2/images/%BAD%/members/%ANOTHER%
            GET /v2/images/%IMAGE%/members/%BAD%
            PUT /v2/images/%IMAGE%/members/%BAD% {'status': 'accepted'}
            DELETE /v2/images/%IMAGE%/members/%BAD%
            PUT /v2/images/%BAD%/tags {'tags': []}
            PUT /v2/images/%BAD%/tags/one
            DELETE /v2/images/%BAD%/tags/one
            DELETE /v2/images/%IMAGE%/tags/%BAD%
            GET /v2/images/%BAD%/locations
            POST /v2/images/%BAD%/locations {'url': 'x'}
            GET /v2/metadefs/namespaces/%BAD%
            PUT /v2/metadefs/namespaces/%BAD% {'namespace': 'new'}
            DELETE /v2/metadefs/namespaces/%BAD%
            GET /v2/metadefs/namespaces/%BAD%/objects
            GET /v2/metadefs/namespaces/%BAD%/properties/one
            DELETE /v2/metadefs/namespaces/%BAD%/tags/one
            GET /v2/metadefs/namespaces/%NAMESPACE%/objects/%BAD%
            PUT /v2/metadefs/namespaces/%NAMESPACE%/objects/%BAD% {'name': 'two'}
            DELETE /v2/metadefs/namespaces/%NAMESPACE%/objects/%BAD%
            GET /v2/metadefs/namespaces/%NAMESPACE%/properties/%BAD%
            PUT /v2/metadefs/namespaces/%NAMESPACE%/properties/%BAD% {'name': 'two', 'title': 'Two', 'type': 'string'}
            DELETE /v2/metadefs/namespaces/%NAMESPACE%/properties/%BAD%
            GET /v2/metadefs/namespaces/%NAMESPACE%/tags/%BAD%
            PUT /v2/metadefs/namespaces/%NAMESPACE%/tags/%BAD% {'name': 'two'}
            DELETE /v2/metadefs/namespaces/%NAMESPACE%/tags/%BAD%
            DELETE /v2/metadefs/namespaces/%NAMESPACE%/resource_types/%BAD%
            GET /v3/projects/%BAD%
            PATCH /v3/projects/%BAD% {'project': {'description': 'x'}}
            DELETE /v3/projects/%BAD%
            GET /v3/users/%BAD%
            PATCH /v3/users/%BAD% {'user': {'description': 'x'}}
            DELETE /v3/users/%BAD%
            POST /v3/users/%BAD%/password {'user': {'password': 'new', 'original_password': 'old'}}
            GET /v3/roles/%BAD%
            PATCH /v3/roles/%BAD% {'role': {'description': 'x'}}
            DELETE /v3/roles/%BAD%
            GET /v3/domains/%BAD%
            GET /v3/services/%BAD%
            GET /v3/endpoints/%BAD%
            GET /v3/regions/%BAD%
            GET /v3/projects/%BAD%/users/%USER%/roles
            GET /v3/projects/%PROJECT%/users/%BAD%/roles
            GET /v3/projects/%BAD%/users/%USER%/roles/%ROLE%
            PUT /v3/projects/%BAD%/users/%USER%/roles/%ROLE%
            PUT /v3/projects/%PROJECT%/users/%BAD%/roles/%ROLE%
            PUT /v3/projects/%PROJECT%/users/%USER%/roles/%BAD%
            DELETE /v3/projects/%PROJECT%/users/%USER%/roles/%BAD%
            GET /v3/projects/%PROJECT%/users/%USER%/roles/%BAD%
            POST /v3/users/%BAD%/application_credentials {'application_credential': {'name': 'x'}}
            GET /v3/users/%BAD%/application_credentials/one
            DELETE /v3/users/%BAD%/application_credentials/one
            GET /v3/users/%USER%/application_credentials/%BAD%
            DELETE /v3/users/%USER%/application_credentials/%BAD%
            DELETE /v1/admin/access-tokens/%BAD%
            """
                    .lines()
                    .toList();

    private static final List<String> PARTS =
            List.of(
                    UUID.randomUUID().toString(),
                    "x",
                    "1",
                    "-1",
                    "null",
                    "%00",
                    "%20",
                    "%ff",
                    "%zz",
                    "%F0%9F%92%BF",
                    "%ED%A0%80",
                    "%2f",
                    "%5c",
                    "%0d%0a",
                    "6ff0eaa6-a444-441b-b769-78099d06f985'--",
                    "6ff0eaa6a444441bb76978099d06f985x",
                    "00000000-0000-0000-0000-00000000000g",
                    "..",
                    "%2e%2e%2f",
                    ";a=b",
                    "x;a=%zz",
                    "x;a=%00",
                    "x".repeat(4_000));

    private static final List<String> LIST =
            List.of(
                    "limit=-1",
                    "limit=x",
                    "limit=1e3",
                    "limit=" + "9".repeat(200),
                    "marker=x",
                    "marker=" + UUID.randomUUID(),
                    "marker=%00",
                    "sort_key=nothing",
                    "sort_key=id%3Bdrop%20table%20images",
                    "sort_dir=sideways",
                    "=x",
                    "limit=%zz",
                    "name=%ff");

    /** Glance's lists of definitions have few parameters, and look at no other. */
    private static final List<String> DEFINITIONS =
            List.of(
                    "limit=-1",
                    "limit=x",
                    "limit=1e3",
                    "limit=" + "9".repeat(200),
                    "marker=none",
                    "marker=",
                    "marker=%00",
                    "sort_key=nothing",
                    "sort_key=id%3Bdrop%20table%20images",
                    "sort_dir=sideways",
                    "%00=x",
                    "x=%00",
                    "x=%ED%A0%80",
                    "=x",
                    "limit=%zz");

    private static final List<String> ACCOUNTS =
            List.of(
                    "name=%00",
                    "name=%ED%A0%80",
                    "name=%ff",
                    "name=%zz",
                    "=x",
                    "%00=x",
                    "domain_id=%00",
                    "enabled=%00");

    private static final Map<String, List<String>> QUERIES =
            Map.ofEntries(
                    Map.entry("/v2/images", LIST),
                    Map.entry("/v2/tasks", LIST),
                    Map.entry(
                            "/v2/images/export",
                            List.of(
                                    "format=pdf",
                                    "format=",
                                    "columns=",
                                    "columns=name,,size",
                                    "columns=locations",
                                    "columns=%00",
                                    "columns=" + "a,".repeat(1_000) + "a",
                                    "limit=1",
                                    "marker=x",
                                    "sort_key=nothing",
                                    "size_min=x",
                                    "name=%00",
                                    "format=%zz",
                                    "=x")),
                    Map.entry(
                            "/v2/audit",
                            List.of(
                                    "limit=-1",
                                    "limit=x",
                                    "limit=1e3",
                                    "limit=" + "9".repeat(200),
                                    "marker=x",
                                    "marker=%00",
                                    "marker=" + "9".repeat(200),
                                    "image_id=x")),
                    Map.entry(
                            "/v2/metadefs/namespaces",
                            Stream.concat(
                                            DEFINITIONS.stream(),
                                            Stream.of("visibility=shared", "resource_types=%00"))
                                    .toList()),
                    Map.entry("/v2/metadefs/namespaces/" + NAMESPACE + "/objects", DEFINITIONS),
                    Map.entry("/v2/metadefs/namespaces/" + NAMESPACE + "/tags", DEFINITIONS),
                    Map.entry(
                            "/v2/metadefs/namespaces/" + NAMESPACE + "/properties/one",
                            List.of(
                                    "resource_type=none",
                                    "resource_type=%00",
                                    "resource_type=%zz")),
                    Map.entry("/v3/projects", ACCOUNTS),
                    Map.entry("/v3/users", ACCOUNTS),
                    Map.entry("/v3/roles", ACCOUNTS),
                    Map.entry("/v3/domains", ACCOUNTS),
                    Map.entry("/v3/services", ACCOUNTS),
                    Map.entry("/v3/users/" + USER + "/application_credentials", ACCOUNTS),
                    Map.entry(
                            "/v3/role_assignments",
                            List.of(
                                    "user.id=%00",
                                    "scope.project.id=%ED%A0%80",
                                    "role.id=%00",
                                    "include_names=%zz",
                                    "=x")));

    private Map<String, String> ours = Map.of();

    @BeforeAll
    void make() {
        String image =
                admin().newImage("{\"disk_format\": \"raw\", \"container_format\": \"bare\"}");
        String namespace = newNamespace();
        made(
                admin().post(
                                "/v2/metadefs/namespaces/" + namespace + "/properties",
                                "{\"name\": \"one\", \"title\": \"One\", \"type\": \"string\"}"));
        ours =
                Map.of(
                        "%ANOTHER%",
                        UUID.randomUUID().toString(),
                        IMAGE,
                        image.substring(image.lastIndexOf('/') + 1),
                        NAMESPACE,
                        namespace,
                        PROJECT,
                        newProject().id(),
                        USER,
                        newUserWithoutPassword(),
                        ROLE,
                        json(admin().get("/v3/roles?name=member")).at("/roles/0/id").stringValue());
    }

    static Stream<Arguments> badParts() {
        return PATHS.stream().flatMap(path -> PARTS.stream().map(part -> Arguments.of(path, part)));
    }

    @ParameterizedTest
    @MethodSource("badParts")
    void anAddressOfNothingIsRefused(String path, String part) throws IOException {
        String[] words = path.split(" ", 3);
        byte[] body = (words.length < 3 ? "" : words[2].replace('\'', '"')).getBytes(UTF_8);
        String type = path.startsWith("PATCH /v2") ? PATCH : JSON;
        Map<String, Long> rows = rows();

        String answer =
                ask(
                        admin(),
                        words[0] + " " + named(words[1], ours).replace(BAD, part),
                        "Content-Type: " + (body.length == 0 ? "application/octet-stream" : type),
                        body);

        // what is left of a path when dots are taken away may be another's, and be there
        if (!part.startsWith("..") && !part.startsWith("%2e")) {
            assertRefused(answer, !path.startsWith("HEAD"));
            assertThat(rows()).isEqualTo(rows);
        }
        assertThat(status(answer)).as(answer).isLessThan(500);
    }

    static Stream<Arguments> badTags() {
        String image = "/v2/images/" + IMAGE + "/tags/";
        String namespace = "/v2/metadefs/namespaces/" + NAMESPACE + "/tags/";
        return Stream.concat(
                Stream.of(image, namespace)
                        .flatMap(path ->
                                Stream.of("%00", "%ED%A0%80", "x".repeat(256), "", "%zz", "x;a=%zz")
                                        .map(tag -> Arguments.of(path, tag))),
                Stream.of("%2f", "%5c", "x".repeat(81)).map(tag -> Arguments.of(namespace, tag)));
    }

    /** Where a name in the address is what is made. */
    @ParameterizedTest
    @MethodSource("badTags")
    void aTagThatCannotBeIsRefused(String path, String tag) throws IOException {
        Map<String, Long> rows = rows();
        String method = path.contains("metadefs") ? "POST " : "PUT ";

        String answer = ask(named(method + path + tag, ours));

        assertRefused(answer);
        assertThat(rows()).isEqualTo(rows);
        assertThat(json(admin().get("/v2/images/" + ours.get(IMAGE))).get("tags").isEmpty())
                .isTrue();
    }

    static Stream<Arguments> badQueries() {
        return QUERIES.entrySet().stream()
                .flatMap(list ->
                        list.getValue().stream().map(query -> Arguments.of(list.getKey(), query)));
    }

    @ParameterizedTest
    @MethodSource("badQueries")
    void aBadQueryIsRefused(String list, String query) throws IOException {
        String answer = ask(named("GET " + list + "?" + query, ours));

        assertThat(status(answer)).as("%s?%s: %s", list, query, answer).isBetween(400, 499);
        assertRefused(answer);
    }
}
