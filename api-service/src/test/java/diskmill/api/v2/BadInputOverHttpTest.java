package diskmill.api.v2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Nonsense of every kind to every endpoint: the answer is a 4xx that says in a sentence what is wrong, never a 5xx, and nothing has
 * changed. Where the nonsense is nothing that the endpoint looks at, it may be answered as if it were not there.
 */
class BadInputOverHttpTest extends FaceTest {

    private static final Pattern SENTENCE = Pattern.compile("\"message\":\"[^\"]{10,}\\.");
    private static final String ID = "%ID%";
    private static final String PROJECT = "%PROJECT%";
    private static final String USER = "%USER%";
    private static final String NAMESPACE = "%NAMESPACE%";

    /** Those that read a JSON body. */
    private static final List<String> WITH_BODY =
            List.of(
                    "POST /v2/images",
                    "PATCH /v2/images/" + ID,
                    "POST /v2/images/" + ID + "/import",
                    "POST /v2/tasks",
                    "POST /v2/images/" + ID + "/members",
                    "PUT /v2/images/" + ID + "/members/" + UUID.randomUUID(),
                    "POST /v2/images/" + ID + "/locations",
                    "PUT /v2/images/" + ID + "/tags",
                    "POST /v2/images/actions/delete",
                    "POST /v2/images/actions/tag",
                    "POST /v2/images/" + ID + "/actions/create-volume",
                    "POST /v2/metadefs/namespaces",
                    "PUT /v2/metadefs/namespaces/" + NAMESPACE,
                    "POST /v2/metadefs/namespaces/" + NAMESPACE + "/objects",
                    "POST /v2/metadefs/namespaces/" + NAMESPACE + "/properties",
                    "POST /v2/metadefs/namespaces/" + NAMESPACE + "/tags",
                    "POST /v2/metadefs/namespaces/" + NAMESPACE + "/resource_types",
                    "POST /v3/auth/tokens",
                    "POST /v3/projects",
                    "PATCH /v3/projects/" + PROJECT,
                    "POST /v3/users",
                    "PATCH /v3/users/" + USER,
                    "POST /v3/users/" + USER + "/password",
                    "POST /v3/users/" + USER + "/application_credentials",
                    "POST /v3/roles");

    /** Those whose path names an image. */
    private static final List<String> OF_IMAGE =
            List.of(
                    "GET /v2/images/" + ID,
                    "HEAD /v2/images/" + ID,
                    "PATCH /v2/images/" + ID,
                    "DELETE /v2/images/" + ID,
                    "GET /v2/images/" + ID + "/file",
                    "PUT /v2/images/" + ID + "/file",
                    "PUT /v2/images/" + ID + "/stage",
                    "POST /v2/images/" + ID + "/import",
                    "GET /v2/images/" + ID + "/tasks",
                    "GET /v2/images/" + ID + "/tasks/" + UUID.randomUUID(),
                    "DELETE /v2/images/" + ID + "/tasks/" + UUID.randomUUID(),
                    "POST /v2/images/" + ID + "/tasks/" + UUID.randomUUID() + "/retry",
                    "POST /v2/images/" + ID + "/actions/deactivate",
                    "POST /v2/images/" + ID + "/actions/reactivate",
                    "POST /v2/images/" + ID + "/actions/create-volume",
                    "DELETE /v2/stores/store/" + ID,
                    "PUT /v2/cache/" + ID,
                    "GET /v2/tasks/" + ID,
                    "GET /v2/images/" + ID + "/members",
                    "POST /v2/images/" + ID + "/members",
                    "GET /v2/images/" + ID + "/members/" + UUID.randomUUID(),
                    "PUT /v2/images/" + ID + "/members/" + UUID.randomUUID(),
                    "DELETE /v2/images/" + ID + "/members/" + UUID.randomUUID(),
                    "PUT /v2/images/" + ID + "/tags",
                    "PUT /v2/images/" + ID + "/tags/one",
                    "DELETE /v2/images/" + ID + "/tags/one",
                    "GET /v2/images/" + ID + "/locations",
                    "POST /v2/images/" + ID + "/locations",
                    "GET /v2/metadefs/namespaces/" + ID,
                    "PUT /v2/metadefs/namespaces/" + ID,
                    "DELETE /v2/metadefs/namespaces/" + ID,
                    "GET /v2/metadefs/namespaces/" + ID + "/objects",
                    "GET /v2/metadefs/namespaces/" + ID + "/properties/one",
                    "DELETE /v2/metadefs/namespaces/" + ID + "/tags/one",
                    "GET /v3/projects/" + ID,
                    "PATCH /v3/projects/" + ID,
                    "DELETE /v3/projects/" + ID,
                    "GET /v3/users/" + ID,
                    "PATCH /v3/users/" + ID,
                    "DELETE /v3/users/" + ID,
                    "GET /v3/roles/" + ID,
                    "DELETE /v3/roles/" + ID,
                    "GET /v3/users/" + ID + "/application_credentials/one",
                    "DELETE /v3/users/" + ID + "/application_credentials/one");

    private static final List<String> LISTS = List.of("/v2/images", "/v2/tasks");

    private static final List<String> PLAIN =
            List.of(
                    "GET /",
                    "GET /versions",
                    "GET /v2",
                    "GET /v2/images",
                    "GET /v2/tasks",
                    "GET /v2/info/import",
                    "GET /v2/info/stores/detail",
                    "GET /v2/schemas/image",
                    "GET /v2/cache",
                    "GET /v3",
                    "GET /v3/auth/tokens",
                    "GET /v2/audit",
                    "GET /v2/metadefs/namespaces",
                    "GET /v2/metadefs/resource_types",
                    "GET /v3/projects",
                    "GET /v3/users",
                    "GET /v3/roles",
                    "GET /v3/role_assignments",
                    "GET /healthcheck");

    @Autowired private JdbcClient database;

    private As admin;

    @BeforeEach
    void logIn() {
        admin = new As(adminToken());
    }

    private static Map<String, String> bodies() {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("nothing", "");
        bodies.put("no JSON", "{");
        bodies.put("a word", "nonsense");
        bodies.put("null", "null");
        bodies.put("a number", "1");
        bodies.put("a huge number", "{\"min_ram\": 1" + "0".repeat(5_000) + "}");
        bodies.put("a huge exponent", "{\"min_ram\": 1e999999999}");
        bodies.put("not a number", "{\"min_ram\": NaN}");
        bodies.put("deep lists", "[".repeat(100_000) + "]".repeat(100_000));
        bodies.put("deep objects", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));
        bodies.put("a key twice", "{\"name\": \"a\", \"name\": \"b\"}");
        bodies.put("NUL", "{\"name\": \"a\\u0000b\"}");
        bodies.put("NUL in a key", "{\"a\\u0000b\": \"c\"}");
        bodies.put("half a surrogate pair", "{\"name\": \"\\ud800\"}");
        bodies.put("half a surrogate pair in a key", "{\"\\udc00\": \"a\"}");
        bodies.put("a second document", "{} {}");
        bodies.put(
                "types", "{\"name\": [], \"tags\": {}, \"method\": 7, \"type\": {}, \"auth\": []}");
        bodies.put(
                "nested types",
                "{\"method\": {\"name\": {}}, \"input\": [], \"auth\": {\"identity\": 1}}");
        bodies.put("a script", "<script>alert(1)</script>");
        bodies.put("ten megabytes", "{\"name\": \"" + "x".repeat(10 << 20) + "\"}");
        bodies.put("no UTF-8", "{\"name\": \"\u00ff\u00fe\"}");
        return bodies;
    }

    static Stream<Arguments> badBodies() {
        return WITH_BODY.stream()
                .flatMap(endpoint ->
                        bodies().keySet().stream().map(kind -> Arguments.of(endpoint, kind)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badBodies")
    void aBadBodyIsRefused(String endpoint, String kind) throws IOException {
        String path = admin.newImage("{\"disk_format\": \"raw\", \"container_format\": \"bare\"}");
        String endpointsPath = withItsOwn(endpoint, path);
        String before = admin.get(path).body();
        Map<String, Long> rows = rows();
        String body = String.valueOf(bodies().get(kind));
        byte[] bytes = body.getBytes(kind.equals("no UTF-8") ? ISO_8859_1 : UTF_8);
        String type = endpoint.startsWith("PATCH") ? PATCH : JSON;

        String answer =
                raw(
                        "%s HTTP/1.1\r\nHost: localhost\r\nX-Auth-Token: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                                .formatted(endpointsPath, admin.token(), type, bytes.length),
                        bytes);

        assertRefused(answer);
        assertThat(admin.get(path).body()).isEqualTo(before);
        assertThat(rows()).isEqualTo(rows);
        assertThat(count("attempts where image_id = '%s'".formatted(id(path)))).isZero();
    }

    static Stream<Arguments> badIds() {
        List<String> ids =
                List.of(
                        UUID.randomUUID().toString(),
                        "x",
                        "1",
                        "-1",
                        "null",
                        "%00",
                        "%20",
                        "%ff",
                        "%F0%9F%92%BF",
                        "%ED%A0%80",
                        "6ff0eaa6-a444-441b-b769-78099d06f985'--",
                        "6ff0eaa6a444441bb76978099d06f985x",
                        "00000000-0000-0000-0000-00000000000g",
                        "..",
                        "%2e%2e%2f",
                        ";a=b",
                        "x".repeat(4_000));
        return OF_IMAGE.stream()
                .flatMap(endpoint -> ids.stream().map(id -> Arguments.of(endpoint, id)));
    }

    @ParameterizedTest
    @MethodSource("badIds")
    void anIdThatIsNoImagesIsRefused(String endpoint, String id) throws IOException {
        String type = endpoint.startsWith("PATCH") ? PATCH : "application/octet-stream";
        boolean json = endpoint.endsWith("/import");
        byte[] body =
                endpoint.startsWith("P")
                        ? (json ? "{\"method\": {\"name\": \"glance-direct\"}}" : "[]")
                                .getBytes(UTF_8)
                        : new byte[0];
        String answer =
                raw(
                        "%s HTTP/1.1\r\nHost: localhost\r\nX-Auth-Token: %s\r\nContent-Type: %s\r\n%sConnection: close\r\n\r\n"
                                .formatted(
                                        endpoint.replace(ID, id),
                                        admin.token(),
                                        json ? JSON : type,
                                        body.length == 0
                                                ? ""
                                                : "Content-Length: " + body.length + "\r\n"),
                        body);

        // what is left of a path when dots are taken away may be another's, and be there
        if (!id.startsWith("..") && !id.startsWith("%2e") && !id.startsWith(";")) {
            assertRefused(answer, !endpoint.startsWith("HEAD"));
        }
        assertThat(status(answer)).isLessThan(500);
    }

    static Stream<Arguments> badQueries() {
        List<String> queries =
                List.of(
                        "limit=-1",
                        "limit=x",
                        "limit=1e3",
                        "marker=x",
                        "marker=" + UUID.randomUUID(),
                        "marker=%00",
                        "sort_key=nothing",
                        "sort_key=id%3Bdrop%20table%20images",
                        "sort_dir=sideways",
                        "=x",
                        "limit=%zz",
                        "name=%ff");
        List<String> ofAudit =
                List.of("limit=-1", "limit=x", "limit=1e3", "marker=x", "marker=%00", "image_id=x");
        return Stream.concat(
                LISTS.stream()
                        .flatMap(list -> queries.stream().map(query -> Arguments.of(list, query))),
                ofAudit.stream().map(query -> Arguments.of("/v2/audit", query)));
    }

    @ParameterizedTest
    @MethodSource("badQueries")
    void aBadQueryIsRefused(String list, String query) throws IOException {
        assertRefused(
                raw(
                        "GET %s?%s HTTP/1.1\r\nHost: localhost\r\nX-Auth-Token: %s\r\nConnection: close\r\n\r\n"
                                .formatted(list, query, admin.token()),
                        new byte[0]));
    }

    static Stream<Arguments> badHeaders() {
        List<String> headers =
                List.of(
                        "Accept: \u0001",
                        "Accept: " + "x/".repeat(50),
                        "Accept: text/html;q=x",
                        "Content-Type: \"",
                        "Content-Type: multipart/form-data",
                        "Range: bytes=9999999999999999999999-",
                        "Range: bytes=a-b",
                        "Range: bytes=1-2,3-4",
                        "If-Match: \"",
                        "If-None-Match: W/",
                        "If-Modified-Since: yesterday",
                        "Accept-Language: " + "x,".repeat(500),
                        "X-Forwarded-For: ' or 1=1",
                        "X-Forwarded-Host: evil.example.org",
                        "X-Project-Id: another",
                        "x-openstack-request-id: " + "x".repeat(65),
                        "x-openstack-request-id: a b;c",
                        "Cookie: $Version=x; \u0002",
                        "Expect: the-unexpected",
                        "X-Image-Meta-Store: fast",
                        "Transfer-Encoding: nonsense",
                        "Content-Length: -1",
                        "Content-Length: 99999999999999999999");
        return PLAIN.stream()
                .flatMap(
                        endpoint -> headers.stream().map(header -> Arguments.of(endpoint, header)));
    }

    @ParameterizedTest
    @MethodSource("badHeaders")
    void aBadHeaderDoesNoHarm(String endpoint, String header) throws IOException {
        String answer =
                raw(
                        "%s HTTP/1.1\r\nHost: localhost\r\nX-Auth-Token: %s\r\n%s\r\nConnection: close\r\n\r\n"
                                .formatted(endpoint, admin.token(), header),
                        new byte[0]);

        // Tomcat's own word for a coding that it does not have
        assertThat(status(answer) == 501 ? 400 : status(answer)).isLessThan(500);
        if (status(answer) >= 400) {
            assertThat(answer).as(answer).contains("\"message\":\"");
        }
    }

    @Test
    void aLineBreakInAHeaderMakesNoOtherHeader() throws IOException {
        String answer =
                raw(
                        "GET /versions HTTP/1.1\r\nHost: localhost\r\nx-openstack-request-id: req-1%0d%0aX-Evil: 1\r\nConnection: close\r\n\r\n",
                        new byte[0]);

        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("X-Evil");
    }

    @Test
    void everyAnswerHasTheSameRequestIdTwice() {
        for (String path :
                List.of("/", "/nothing", "/v2/images", "/v2/images/x", "/v2/tasks?x=y")) {
            HttpResponse<String> answer = admin.get(path);
            String id = answer.headers().firstValue("x-openstack-request-id").orElseThrow();

            assertThat(answer.headers().firstValue("RequestId")).hasValue(id);
        }
    }

    /** With an image, a project, a user and a namespace that are there, so that it is the body that is wrong. */
    private String withItsOwn(String endpoint, String path) {
        String named = endpoint.replace(ID, id(path));
        if (named.contains(PROJECT)) {
            named = named.replace(PROJECT, newProject().id());
        }
        if (named.contains(USER)) {
            named = named.replace(USER, newUserWithoutPassword());
        }
        if (named.contains(NAMESPACE)) {
            String namespace = "namespace-" + UUID.randomUUID();
            String body = "{\"namespace\": \"%s\"}".formatted(namespace);
            assertThat(admin.post("/v2/metadefs/namespaces", body).statusCode()).isEqualTo(201);
            named = named.replace(NAMESPACE, namespace);
        }
        return named;
    }

    private String newUserWithoutPassword() {
        String body = "{\"user\": {\"name\": \"user-%s\"}}".formatted(UUID.randomUUID());
        HttpResponse<String> made = admin.post("/v3/users", body);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return json(made).at("/user/id").stringValue();
    }

    /** How many rows each table has that a caller can add to. */
    private Map<String, Long> rows() {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (String table :
                List.of(
                        "images",
                        "image_members",
                        "metadef_namespaces",
                        "metadef_items",
                        "metadef_resource_types",
                        "projects",
                        "users",
                        "roles",
                        "application_credentials")) {
            rows.put(table, count(table));
        }
        return rows;
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private long count(String table) {
        return database.sql("select count(*) from " + table).query(Long.class).single();
    }

    private static void assertRefused(String answer) {
        assertRefused(answer, true);
    }

    private static void assertRefused(String answer, boolean withBody) {
        String shown = answer.length() > 2_000 ? answer.substring(0, 2_000) : answer;
        assertThat(status(answer)).as(shown).isBetween(400, 499);
        if (withBody) {
            // the whole answer: a sentence may name what was asked for, and that may be long
            assertThat(SENTENCE.matcher(answer).find()).as(shown).isTrue();
        }
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    /** The answer of a connection that the server closes after it. */
    private String raw(String head, byte[] body) throws IOException {
        try (Socket client = connect()) {
            client.setSoTimeout(30_000);
            Thread sender =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    OutputStream out = client.getOutputStream();
                                    out.write(head.getBytes(ISO_8859_1));
                                    out.write(body);
                                    out.flush();
                                } catch (IOException refused) {
                                    // the answer says why
                                }
                            });
            try (InputStream in = client.getInputStream()) {
                return new String(in.readAllBytes(), UTF_8);
            } finally {
                sender.interrupt();
            }
        }
    }
}
