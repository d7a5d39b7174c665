package diskmill.api.identity.v3.manage;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AccountsOverHttpTest extends FaceTest {

    private As admin;

    @BeforeEach
    void logIn() {
        admin = new As(adminToken());
    }

    @ParameterizedTest
    @ValueSource(strings = {"project", "user", "role"})
    void anAccountIsMadeShownFoundChangedAndDeleted(String kind) {
        String name = newName();
        HttpResponse<String> made =
                admin.post("/v3/" + kind + "s", body(kind, name, "\"description\": \"d\""));
        assertThat(made.statusCode()).isEqualTo(201);
        String path = "/v3/" + kind + "s/" + json(made).get(kind).get("id").stringValue();

        assertThat(json(admin.get(path)).get(kind).get("name").stringValue()).isEqualTo(name);
        assertThat(json(admin.get("/v3/" + kind + "s?name=" + name)).get(kind + "s")).hasSize(1);
        assertThat(json(admin.get("/v3/" + kind + "s?name=" + newName())).get(kind + "s"))
                .isEmpty();
        HttpResponse<String> changed =
                change(path, body(kind, newName(), "\"colour\": \"green\", \"description\": null"));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(json(changed).get(kind).get("colour").stringValue()).isEqualTo("green");
        assertThat(json(changed).get(kind).get("description").stringValue()).isEmpty();
        assertThat(admin.delete(path).statusCode()).isEqualTo(204);
        assertThat(admin.get(path).statusCode()).isEqualTo(404);
        assertThat(admin.delete(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"project", "user", "role"})
    void aNameThatIsTakenIsAConflict(String kind) {
        String name = newName();
        admin.post("/v3/" + kind + "s", body(kind, name, "\"x\": 1"));

        HttpResponse<String> second = admin.post("/v3/" + kind + "s", body(kind, name, "\"x\": 1"));

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(json(second).at("/error/code").intValue()).isEqualTo(409);
        assertThat(json(second).at("/error/title").stringValue()).isEqualTo("Conflict");
    }

    @Test
    void whoIsNoAdminManagesNothingAndSeesItself() {
        String name = newAccount("member");
        As member = new As(login(name, PASSWORD, name));
        String self =
                json(member.get("/v3/auth/tokens", "X-Subject-Token", member.token()))
                        .at("/token/user/id")
                        .stringValue();

        for (String path :
                new String[] {
                    "/v3/projects",
                    "/v3/users",
                    "/v3/roles",
                    "/v3/domains",
                    "/v3/role_assignments",
                    "/v3/services",
                    "/v3/endpoints",
                    "/v3/users/" + UUID.randomUUID()
                }) {
            assertThat(member.get(path).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(member.post("/v3/projects", body("project", newName(), "\"x\": 1")).statusCode())
                .isEqualTo(403);
        assertThat(member.delete("/v3/users/" + self).statusCode()).isEqualTo(403);
        assertThat(member.get("/v3/users/" + self).statusCode()).isEqualTo(200);
        assertThat(member.get("/v3/domains/default").statusCode()).isEqualTo(200);
        assertThat(names(member.get("/v3/auth/projects"), "projects")).containsExactly(name);
        assertThat(names(member.get("/v3/users/" + self + "/projects"), "projects"))
                .containsExactly(name);
        assertThat(member.get("/v3/regions").statusCode()).isEqualTo(200);
    }

    @Test
    void rolesAreGivenSeenCheckedAndTaken() {
        String user = made("user");
        String project = made("project");
        String role = roleId("member");
        String path = "/v3/projects/%s/users/%s/roles".formatted(project, user);

        assertThat(send("HEAD", path + "/" + role).statusCode()).isEqualTo(404);
        assertThat(admin.put(path + "/" + role, JSON, "").statusCode()).isEqualTo(204);
        assertThat(admin.put(path + "/" + role, JSON, "").statusCode()).isEqualTo(204);

        assertThat(send("HEAD", path + "/" + role).statusCode()).isEqualTo(204);
        assertThat(names(admin.get(path), "roles")).containsExactly("member");
        JsonNode assigned =
                json(admin.get("/v3/role_assignments?include_names=True&user.id=" + user));
        assertThat(assigned.at("/role_assignments/0/role/name").stringValue()).isEqualTo("member");
        assertThat(assigned.at("/role_assignments/0/user/domain/name").stringValue())
                .isEqualTo("Default");
        assertThat(assigned.at("/role_assignments/0/scope/project/id").stringValue())
                .isEqualTo(project);
        assertThat(
                        json(admin.get(
                                        "/v3/role_assignments?effective&scope.project.id="
                                                + project))
                                .get("role_assignments"))
                .hasSize(2);
        assertThat(admin.delete(path + "/" + role).statusCode()).isEqualTo(204);
        assertThat(admin.delete(path + "/" + role).statusCode()).isEqualTo(404);
        assertThat(admin.put(path + "/nothing", JSON, "").statusCode()).isEqualTo(404);
    }

    @Test
    void theRolesThatPoliciesGoByStayAsTheyAre() {
        String path = "/v3/roles/" + roleId("reader");

        assertThat(admin.delete(path).statusCode()).isEqualTo(403);
        assertThat(change(path, "{\"role\": {\"name\": \"x\"}}").statusCode()).isEqualTo(403);
    }

    /** As at Keystone, where the id grants nothing, and names a project only while there is one. */
    @Test
    void aDefaultProjectIsKeptAsItIsAndLeadsNowhereWhileItIsNotThere() {
        String name = newAccount("member");
        String path = "/v3/users/" + userId(name);
        String project = made("project");
        String wanted = "\"default_project_id\": \"%s\"";

        JsonNode made =
                json(admin.post("/v3/users", body("user", newName(), wanted.formatted("nowhere"))));
        JsonNode changed = json(change(path, "{\"user\": {" + wanted.formatted("nowhere") + "}}"));

        assertThat(made.at("/user/default_project_id").stringValue()).isEqualTo("nowhere");
        assertThat(changed.at("/user/default_project_id").stringValue()).isEqualTo("nowhere");
        assertThat(projectOf(login(name, PASSWORD, null)).isMissingNode()).isTrue();

        change(path, "{\"user\": {" + wanted.formatted(project) + "}}");
        assertThat(projectOf(login(name, PASSWORD, null)).isMissingNode()).isTrue();
        admin.put(
                "/v3/projects/%s/users/%s/roles/%s"
                        .formatted(project, userId(name), roleId("member")),
                JSON,
                "");
        assertThat(projectOf(login(name, PASSWORD, null)).stringValue()).isEqualTo(project);

        admin.delete("/v3/projects/" + project);
        assertThat(json(admin.get(path)).at("/user").has("default_project_id")).isFalse();
    }

    /** Missing for a token without one. */
    private JsonNode projectOf(String token) {
        return json(admin.get("/v3/auth/tokens", "X-Subject-Token", token)).at("/token/project/id");
    }

    @Test
    void anotherDomainHasNothingAndGetsNothing() {
        assertThat(json(admin.get("/v3/projects?domain_id=other")).get("projects")).isEmpty();
        assertThat(json(admin.get("/v3/users?domain_id=other")).get("users")).isEmpty();
        assertThat(json(admin.get("/v3/domains")).at("/domains/0/id").stringValue())
                .isEqualTo("default");
        assertThat(admin.get("/v3/domains/other").statusCode()).isEqualTo(404);
        assertThat(
                        admin.post("/v3/users", body("user", newName(), "\"domain_id\": \"other\""))
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aUserSetsANewPasswordByTheOldOneAndItsTokensEnd() {
        String name = newAccount("member");
        As user = new As(login(name, PASSWORD, name));
        String path = "/v3/users/" + userId(name) + "/password";

        assertThat(user.post(path, passwords("wrong", "another password")).statusCode())
                .isEqualTo(401);
        assertThat(user.post(path, passwords(PASSWORD, "x".repeat(73))).statusCode())
                .isEqualTo(400);
        assertThat(admin.post(path, passwords(PASSWORD, "another password")).statusCode())
                .isEqualTo(403);
        assertThat(user.post(path, passwords(PASSWORD, "another password")).statusCode())
                .isEqualTo(204);

        assertThat(user.get("/v2/images").statusCode()).isEqualTo(401);
        assertThat(login(name, "another password", name)).isNotEmpty();
    }

    @Test
    void whatAnAdminTakesAwayIsGoneAtOnce() {
        As user = newUser("member");
        JsonNode token =
                json(user.get("/v3/auth/tokens", "X-Subject-Token", user.token())).get("token");
        String path = "/v3/users/" + token.at("/user/id").stringValue();
        String project = "/v3/projects/" + token.at("/project/id").stringValue();

        change(path, "{\"user\": {\"enabled\": false}}");
        assertThat(user.get("/v2/images").statusCode()).isEqualTo(401);
        change(path, "{\"user\": {\"enabled\": true}}");
        assertThat(user.get("/v2/images").statusCode()).as("a token ends for good").isEqualTo(401);

        As again = new As(login(token.at("/user/name").stringValue(), PASSWORD, null));
        assertThat(again.get("/v2/images").statusCode()).isEqualTo(200);
        String grant =
                project
                        + "/users/"
                        + token.at("/user/id").stringValue()
                        + "/roles/"
                        + roleId("member");
        admin.delete(grant);
        assertThat(again.get("/v2/images").statusCode()).isEqualTo(401);
        admin.put(grant, JSON, "");
        assertThat(again.get("/v2/images").statusCode()).isEqualTo(200);

        change(project, "{\"project\": {\"enabled\": false}}");
        assertThat(again.get("/v2/images").statusCode()).isEqualTo(401);
        admin.delete(path);
        assertThat(again.get("/v2/images").statusCode()).isEqualTo(401);
    }

    @Test
    void nonsenseIsRefusedWithASentence() {
        String project = "/v3/projects/" + made("project");
        for (HttpResponse<String> answer :
                List.of(
                        admin.post("/v3/projects", "{}"),
                        admin.post("/v3/projects", "{\"project\": []}"),
                        admin.post("/v3/projects", "{\"project\": {}}"),
                        admin.post("/v3/projects", "{\"project\": {\"name\": 1}}"),
                        admin.post("/v3/projects", "{\"project\": {\"name\": \" \"}}"),
                        admin.post(
                                "/v3/projects",
                                "{\"project\": {\"name\": \"%s\"}}".formatted("n".repeat(256))),
                        admin.post("/v3/users", body("user", newName(), "\"enabled\": \"yes\"")),
                        admin.post("/v3/users", body("user", newName(), "\"password\": \"\"")),
                        change(project, "{\"project\": {\"description\": {}}}"),
                        admin.get("/v3/projects/a%00b"),
                        admin.get("/v3/users?name=a%00b"))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(json(answer).at("/error/message").stringValue()).endsWith(".");
        }
    }

    private static String passwords(String old, String wanted) {
        return "{\"user\": {\"original_password\": \"%s\", \"password\": \"%s\"}}"
                .formatted(old, wanted);
    }

    private String made(String kind) {
        return json(admin.post("/v3/" + kind + "s", body(kind, newName(), "\"x\": 1")))
                .get(kind)
                .get("id")
                .stringValue();
    }

    private String roleId(String name) {
        return json(admin.get("/v3/roles?name=" + name)).at("/roles/0/id").stringValue();
    }

    private String userId(String name) {
        return json(admin.get("/v3/users?name=" + name)).at("/users/0/id").stringValue();
    }

    private static Stream<String> names(HttpResponse<String> answer, String key) {
        return json(answer).get(key).valueStream().map(each -> each.get("name").stringValue());
    }

    private static String newName() {
        return "name-" + UUID.randomUUID();
    }

    private static String body(String kind, String name, String more) {
        return "{\"%s\": {\"name\": \"%s\", %s}}".formatted(kind, name, more);
    }

    private HttpResponse<String> change(String path, String body) {
        return send(
                "PATCH", path, body, Map.of("X-Auth-Token", admin.token(), "Content-Type", JSON));
    }

    private HttpResponse<String> send(String method, String path) {
        return send(method, path, null, Map.of("X-Auth-Token", admin.token()));
    }
}
