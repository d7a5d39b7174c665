package diskmill.api.v2.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What requests are answered with, held against the description: each has a status, headers and a body that it names. */
class DescribedAnswersOverHttpTest extends FaceTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Map<String, Map<String, String>> atV1 = new HashMap<>();

    private OpenApiDocument document;

    @BeforeEach
    void read() {
        document = new OpenApiDocument(send("GET", "/openapi.yaml", null, Map.of()).body());
    }

    @Test
    void imagesAreAsItSays() {
        As owner = newUser("member");
        String id =
                check(
                                owner,
                                "POST",
                                "/v2/images",
                                Map.of(),
                                "{\"name\": \"one\", \"os_distro\": \"debian\", \"visibility\": \"shared\"}",
                                201)
                        .get("id")
                        .stringValue();
        Map<String, String> image = Map.of("id", id);

        check(owner, "GET", "/v2/images", Map.of(), null, 200);
        check(owner, "GET", "/v2/images/{id}", image, null, 200);
        check(owner, "GET", "/v2/images/{id}", Map.of("id", "none"), null, 404);
        check(new As("none"), "GET", "/v2/images/{id}", image, null, 401);
        check(
                owner,
                "PATCH",
                "/v2/images/{id}",
                image,
                "[{\"op\": \"replace\", \"path\": \"/name\", \"value\": null}]",
                200);
        check(owner, "PATCH", "/v2/images/{id}", image, "{}", 400);
        check(owner, "GET", "/v2/images/{id}/file", image, null, 204);
        check(owner, "PUT", "/v2/images/{id}/file", image, "bytes", 415);
        check(owner, "PUT", "/v2/images/{id}/tags/{tag}", with(image, "tag", "new"), "", 204);
        check(owner, "POST", "/v2/images/{id}/members", image, "{\"member\": \"other\"}", 200);
        check(owner, "POST", "/v2/images/{id}/members", image, "{\"member\": \"other\"}", 409);
        check(owner, "GET", "/v2/images/{id}/members", image, null, 200);
        check(owner, "GET", "/v2/images/{id}/tasks", image, null, 200);
        check(owner, "POST", "/v2/images/{id}/import", image, "{\"method\": {}}", 400);
        check(
                owner,
                "POST",
                "/v2/images/{id}/actions/deactivate",
                image,
                "",
                // it has no bytes
                403);
        check(owner, "DELETE", "/v2/images/{id}", image, null, 204);
    }

    @Test
    void tasksAreAsItSays() {
        As admin = new As(adminToken());
        JsonNode made =
                check(
                        admin,
                        "POST",
                        "/v2/tasks",
                        Map.of(),
                        """
                        {"type": "import", "input": {"import_from": "https://images.example.org/disk", "import_from_format": "raw",
                          "image_properties": {"name": "one"}}}
                        """,
                        201);
        Map<String, String> task = Map.of("id", made.get("id").stringValue());
        Map<String, String> ofImage =
                Map.of("id", made.get("image_id").stringValue(), "task", task.get("id"));

        check(admin, "GET", "/v2/tasks", Map.of(), null, 200);
        check(admin, "GET", "/v2/tasks/{id}", task, null, 200);
        check(admin, "GET", "/v2/images/{id}/tasks", ofImage, null, 200);
        check(admin, "GET", "/v2/images/{id}/tasks/{task}", ofImage, null, 200);
        check(admin, "DELETE", "/v2/images/{id}/tasks/{task}", ofImage, null, 204);
        check(admin, "POST", "/v2/images/{id}/tasks/{task}/retry", ofImage, "", 202);
        check(admin, "DELETE", "/v2/images/{id}", ofImage, null, 204);
    }

    @Test
    void v1IsAsItSays() {
        As owner = newUser("member");
        String v1 = "/v1/openstack/image";
        String id =
                check(
                                owner,
                                "POST",
                                v1 + "/create",
                                Map.of(),
                                """
                                {"name": "one", "containerFormat": "BARE", "diskFormat": "RAW", "applicationNames": ["a"],
                                  "imageAddress": "https://images.example.org/disk"}
                                """,
                                200)
                        .at("/result/unique")
                        .stringValue();
        Map<String, String> image = Map.of("id", id);

        check(owner, "POST", v1 + "/create", Map.of(), "{}", 400);
        check(owner, "POST", v1 + "/{id}/update", image, "{\"minLimit\": 4}", 200);
        check(owner, "GET", v1 + "/{id}/get", image, null, 200);
        check(owner, "GET", v1 + "/{id}/get", Map.of("id", "none"), null, 404);
        check(new As("none"), "GET", v1 + "/{id}/get", image, null, 401);
        check(owner, "GET", v1 + "/list", Map.of(), null, 200);
        check(owner, "GET", v1 + "/{id}/delete", image, null, 200);
        check(owner, "DELETE", v1 + "/{id}/delete", image, null, 404);
        check(owner, "POST", v1 + "/{id}/delete", image, "", 404);
    }

    @Test
    void whatIsAskedFirstIsAsItSays() {
        As admin = new As(adminToken());
        for (String path : new String[] {"/", "/v2", "/v2/"}) {
            check(admin, "GET", path, Map.of(), null, 300);
        }
        for (String path : new String[] {"/versions", "/v3", "/v2/info/import", "/v2/info/usage"}) {
            check(admin, "GET", path, Map.of(), null, 200);
        }
        check(admin, "GET", "/v2/schemas/{name}", Map.of("name", "images"), null, 200);
        check(admin, "GET", "/v2/schemas/metadefs/{name}", Map.of("name", "tags"), null, 200);
        check(admin, "GET", "/v2/info/stores", Map.of(), null, 404);
        check(admin, "GET", "/v2/cache", Map.of(), null, 404);
        check(admin, "GET", "/v2/audit", Map.of(), null, 200);
    }

    @Test
    void metadataDefinitionsAreAsItSays() {
        As admin = new As(adminToken());
        String space = "/v2/metadefs/namespaces/{namespace}";
        Map<String, String> name = Map.of("namespace", "space-" + UUID.randomUUID());
        check(
                admin,
                "POST",
                "/v2/metadefs/namespaces",
                Map.of(),
                """
                {"namespace": "%s", "properties": {"bus": {"title": "Bus", "type": "string"}}, "tags": [{"name": "fast"}],
                  "objects": [{"name": "disk", "properties": {"bus": {"title": "Bus", "type": "string"}}}],
                  "resource_type_associations": [{"name": "OS::Glance::Image"}]}
                """
                        .formatted(name.get("namespace")),
                201);
        check(admin, "GET", "/v2/metadefs/namespaces", Map.of(), null, 200);
        check(admin, "GET", "/v2/metadefs/resource_types", Map.of(), null, 200);
        check(admin, "GET", space, name, null, 200);
        for (String items : new String[] {"objects", "properties", "tags", "resource_types"}) {
            check(admin, "GET", space + "/" + items, name, null, 200);
        }
        check(admin, "GET", space + "/objects/{object}", with(name, "object", "disk"), null, 200);
        check(
                admin,
                "GET",
                space + "/properties/{property}",
                with(name, "property", "bus"),
                null,
                200);
        check(admin, "GET", space + "/tags/{tag}", with(name, "tag", "fast"), null, 200);
        check(admin, "GET", space + "/tags/{tag}", with(name, "tag", "none"), null, 404);
        check(admin, "DELETE", space, name, null, 204);
    }

    @Test
    void accountsAreAsItSays() {
        As admin = new As(adminToken());
        String name = newAccount("member");
        As user = new As(login(name, PASSWORD, name));
        JsonNode token =
                check(
                                admin,
                                "POST",
                                "/v3/auth/tokens",
                                Map.of(),
                                loginBody(name, PASSWORD, null),
                                201)
                        .get("token");
        check(admin, "POST", "/v3/auth/tokens", Map.of(), loginBody(name, "wrong", null), 401);
        String id = token.at("/user/id").stringValue();
        String project = token.at("/project/id").stringValue();
        Map<String, String> ids = Map.of("user", id, "project", project, "id", id);

        for (String path :
                new String[] {
                    "/v3/projects",
                    "/v3/users",
                    "/v3/roles",
                    "/v3/domains",
                    "/v3/services",
                    "/v3/endpoints",
                    "/v3/regions",
                    "/v3/role_assignments",
                    "/v3/auth/catalog",
                    "/v3/auth/projects",
                    "/v3/auth/system"
                }) {
            check(admin, "GET", path, Map.of(), null, 200);
        }
        check(user, "GET", "/v3/projects", Map.of(), null, 403);
        check(admin, "GET", "/v3/users/{id}", ids, null, 200);
        check(admin, "GET", "/v3/projects/{id}", Map.of("id", project), null, 200);
        check(admin, "GET", "/v3/projects/{project}/users/{user}/roles", ids, null, 200);
        check(user, "GET", "/v3/users/{user}/projects", ids, null, 200);
        String credentials = "/v3/users/{user}/application_credentials";
        check(
                user,
                "POST",
                credentials,
                ids,
                "{\"application_credential\": {\"name\": \"one\", \"expires_at\": \"2099-01-01T00:00:00\"}}",
                201);
        check(user, "GET", credentials, ids, null, 200);
    }

    @Test
    void accessTokensAreAsItSays() {
        As admin = new As(adminToken());
        String path = "/v1/admin/access-tokens";
        String body = "{\"name\": \"application-%s\"}".formatted(UUID.randomUUID());
        JsonNode issued = check(admin, "POST", path, Map.of(), body, 201);
        check(admin, "POST", path, Map.of(), body, 409);
        check(admin, "POST", path, Map.of(), "{}", 400);
        check(newUser("member"), "POST", path, Map.of(), body, 403);
        check(admin, "GET", path, Map.of(), null, 200);
        Map<String, String> id = Map.of("id", issued.get("id").stringValue());
        check(admin, "DELETE", path + "/{id}", id, null, 204);
        check(admin, "DELETE", path + "/{id}", id, null, 404);
    }

    private static Map<String, String> with(Map<String, String> names, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(names);
        more.put(name, value);
        return more;
    }

    private Map<String, String> credentials(As caller, String path) {
        if (!path.startsWith("/v1/openstack/")) {
            return Map.of("X-Auth-Token", caller.token());
        }
        return caller.token().equals("none")
                ? v1Headers(new Credential("none", "none"))
                : atV1.computeIfAbsent(caller.token(), _ -> v1Headers(newCredential(caller)));
    }

    /**
     * Sends a request, whose answer has to have the status, and to be as the description says.
     *
     * @return the body; JSON's null where there is none
     */
    private JsonNode check(
            As caller,
            String method,
            String path,
            Map<String, String> names,
            @Nullable String body,
            int status) {
        String address = path;
        for (Map.Entry<String, String> name : names.entrySet()) {
            address = address.replace("{" + name.getKey() + "}", name.getValue());
        }
        Map<String, String> headers = new LinkedHashMap<>(credentials(caller, path));
        if (body != null) {
            headers.put("Content-Type", method.equals("PATCH") ? PATCH : JSON);
        }
        HttpResponse<String> answer = send(method, address, body, headers);
        String what = "%s %s: %s %s".formatted(method, address, answer.statusCode(), answer.body());

        assertThat(answer.statusCode()).as(what).isEqualTo(status);
        JsonNode response = document.response(method, path, status);
        assertThat(response.isMissingNode()).as(what).isFalse();
        response.path("headers").propertyNames().stream()
                .filter(Set.of("x-openstack-request-id", "Location", "X-Subject-Token")::contains)
                .forEach(header ->
                        assertThat(answer.headers().firstValue(header)).as(what).isPresent());
        if (answer.body().isEmpty()) {
            assertThat(response.has("content")).as(what).isFalse();
            return MAPPER.nullNode();
        }
        String type = answer.headers().firstValue("Content-Type").orElseThrow();
        JsonNode schema = response.path("content").path(type).path("schema");
        assertThat(schema.isMissingNode()).as(what).isFalse();
        JsonNode json = json(answer);
        assertThat(document.errors(schema, json)).as(what).isEmpty();
        return json;
    }
}
