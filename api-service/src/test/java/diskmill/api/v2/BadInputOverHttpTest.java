package diskmill.api.v2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.RefusalsTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that are nonsense as a whole, and headers. Where a header is nothing that the endpoint looks at, it may be answered as if it were not there. */
@TestInstance(Lifecycle.PER_CLASS)
class BadInputOverHttpTest extends RefusalsTest {

    /** Those that read a JSON body. */
    private static final List<String> WITH_BODY =
            """
            POST /v2/images
            PATCH /v2/images/%ID%
            POST /v2/images/%ID%/import
            POST /v2/tasks
            POST /v2/images/%ID%/members
            PUT /v2/images/%ID%/members/%ANOTHER%
            POST /v2/images/%ID%/locations
            PUT /v2/images/%ID%/tags
            POST /v2/images/actions/delete
            POST /v2/images/actions/tag
            POST /v2/images/%ID%/actions/create-volume
            POST /v2/metadefs/namespaces
            PUT /v2/metadefs/namespaces/%NAMESPACE%
            POST /v2/metadefs/namespaces/%NAMESPACE%/objects
            POST /v2/metadefs/namespaces/%NAMESPACE%/properties
            POST /v2/metadefs/namespaces/%NAMESPACE%/tags
            POST /v2/metadefs/namespaces/%NAMESPACE%/resource_types
            PUT /v2/metadefs/namespaces/%NAMESPACE%/objects/one
            PUT /v2/metadefs/namespaces/%NAMESPACE%/properties/one
            PUT /v2/metadefs/namespaces/%NAMESPACE%/tags/one
            POST /v3/auth/tokens
            POST /v3/projects
            PATCH /v3/projects/%PROJECT%
            POST /v3/users
            PATCH /v3/users/%USER%
            POST /v3/users/%USER%/password
            POST /v3/users/%USER%/application_credentials
            POST /v3/roles
            POST /v1/admin/access-tokens
            """
                    .lines()
                    .toList();

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

    /** What is there, so that it is the body that is wrong; but for the image, which each test makes. */
    private Map<String, String> ours = Map.of();

    @BeforeAll
    void make() {
        ours =
                Map.of(
                        "%PROJECT%",
                        newProject().id(),
                        "%USER%",
                        newUserWithoutPassword(),
                        "%NAMESPACE%",
                        newNamespace(),
                        "%ANOTHER%",
                        UUID.randomUUID().toString());
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
        String path =
                admin().newImage("{\"disk_format\": \"raw\", \"container_format\": \"bare\"}");
        String request = named(endpoint.replace("%ID%", id(path)), ours);
        String before = admin().get(path).body();
        String body = String.valueOf(bodies().get(kind));

        assertRefused(
                admin(),
                request,
                endpoint.startsWith("PATCH") ? PATCH : JSON,
                body.getBytes(kind.equals("no UTF-8") ? ISO_8859_1 : UTF_8));

        assertThat(admin().get(path).body()).isEqualTo(before);
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
        String answer = ask(admin(), endpoint, header, new byte[0]);

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
            HttpResponse<String> answer = admin().get(path);
            String id = answer.headers().firstValue("x-openstack-request-id").orElseThrow();

            assertThat(answer.headers().firstValue("RequestId")).hasValue(id);
        }
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
