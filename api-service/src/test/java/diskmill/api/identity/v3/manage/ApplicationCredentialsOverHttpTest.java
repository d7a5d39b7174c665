package diskmill.api.identity.v3.manage;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ApplicationCredentialsOverHttpTest extends FaceTest {

    private String user;
    private String name;
    private As owner;
    private String path;

    @BeforeEach
    void logIn() {
        name = newAccount("member");
        owner = new As(login(name, PASSWORD, name));
        user =
                json(owner.get("/v3/auth/tokens", "X-Subject-Token", owner.token()))
                        .at("/token/user/id")
                        .stringValue();
        path = "/v3/users/" + user + "/application_credentials";
    }

    @Test
    void itLogsInForItsProjectByIdOrByName() {
        JsonNode made = make("\"description\": \"for a script\"");

        HttpResponse<String> byId = logIn(byId(made));
        HttpResponse<String> byName =
                logIn(
                        """
                        {"name": "%s", "user": {"name": "%s", "domain": {"id": "default"}}, "secret": "%s"}
                        """
                                .formatted(text(made, "name"), name, text(made, "secret")));

        assertThat(byId.statusCode()).isEqualTo(201);
        assertThat(byName.statusCode()).isEqualTo(201);
        JsonNode token = json(byId).get("token");
        assertThat(token.at("/methods/0").stringValue()).isEqualTo("application_credential");
        assertThat(token.at("/project/name").stringValue()).isEqualTo(name);
        assertThat(token.at("/application_credential/restricted").booleanValue()).isTrue();
        assertThat(new As(secret(byId)).get("/v2/images").statusCode()).isEqualTo(200);
    }

    @Test
    void itsSecretIsToldOnce() {
        JsonNode made = make("\"x\": 1");

        assertThat(text(made, "secret")).hasSize(43);
        HttpResponse<String> shown = owner.get(path + "/" + text(made, "id"));
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(json(shown).get("application_credential").has("secret")).isFalse();
        assertThat(
                        json(owner.get(path + "?name=" + text(made, "name")))
                                .get("application_credentials"))
                .hasSize(1);
        assertThat(owner.get(path).body()).doesNotContain(text(made, "secret"));
    }

    @Test
    void itPassesOnTheRolesThatItIsGivenAndNoOthers() {
        JsonNode reader = make("\"roles\": [{\"name\": \"reader\"}]");

        As program = new As(secret(logIn(byId(reader))));

        assertThat(program.get("/v2/images").statusCode()).isEqualTo(200);
        assertThat(program.post("/v2/images", "{}").statusCode()).isEqualTo(403);
        assertThat(owner.post(path, body("\"roles\": [{\"name\": \"admin\"}]")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aRestrictedOneMakesAndDeletesNoOthersAndAnUnrestrictedOneDoes() {
        JsonNode made = make("\"x\": 1");
        As program = new As(secret(logIn(byId(made))));
        assertThat(program.post(path, body("\"x\": 1")).statusCode()).isEqualTo(403);
        assertThat(program.delete(path + "/" + text(made, "id")).statusCode()).isEqualTo(403);

        As free = new As(secret(logIn(byId(make("\"unrestricted\": true")))));
        assertThat(free.post(path, body("\"x\": 1")).statusCode()).isEqualTo(201);
        assertThat(free.delete(path + "/" + text(made, "id")).statusCode()).isEqualTo(204);
        assertThat(program.get("/v2/images").statusCode()).isEqualTo(401);
        assertThat(logIn(byId(made)).statusCode()).isEqualTo(401);
    }

    @Test
    void itsTokenEndsWithItAndCannotBeTurnedIntoOneThatCanDoMore() {
        Instant end = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
        JsonNode made =
                make(
                        "\"expires_at\": \"%s\", \"roles\": [{\"name\": \"reader\"}]"
                                .formatted(end.toString().replace("Z", "")));
        HttpResponse<String> first = logIn(byId(made));
        assertThat(Instant.parse(text(json(first).get("token"), "expires_at"))).isEqualTo(end);

        HttpResponse<String> second = rescope(secret(first), "");
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(json(second).at("/token/roles")).hasSize(1);
        assertThat(Instant.parse(text(json(second).get("token"), "expires_at"))).isEqualTo(end);
        assertThat(rescope(secret(first), ", \"scope\": \"unscoped\"").statusCode()).isEqualTo(401);
    }

    @Test
    void nobodyElseMakesOneAndAnAdminMaySeeAndDeleteIt() {
        JsonNode made = make("\"x\": 1");
        As admin = new As(adminToken());
        As stranger = newUser("member");

        assertThat(admin.post(path, body("\"x\": 1")).statusCode()).isEqualTo(403);
        assertThat(stranger.get(path).statusCode()).isEqualTo(403);
        assertThat(stranger.delete(path + "/" + text(made, "id")).statusCode()).isEqualTo(403);
        assertThat(admin.get(path + "/" + text(made, "id")).statusCode()).isEqualTo(200);
        assertThat(admin.delete(path + "/" + text(made, "id")).statusCode()).isEqualTo(204);
        assertThat(admin.delete(path + "/" + text(made, "id")).statusCode()).isEqualTo(404);
    }

    @Test
    void whoGuessesASecretIsToldToComeLater() {
        JsonNode made = make("\"x\": 1");
        String wrong = "{\"id\": \"%s\", \"secret\": \"wrong\"}".formatted(text(made, "id"));
        for (int guess = 0; guess < 4; guess++) {
            assertThat(logIn(wrong).statusCode()).isEqualTo(401);
        }

        assertThat(logIn(wrong).statusCode()).isEqualTo(429);
    }

    @Test
    void whatCannotBeIsRefusedWithASentence() {
        for (String more :
                new String[] {
                    "\"expires_at\": \"yesterday\"",
                    "\"expires_at\": \"2001-01-01T00:00:00\"",
                    "\"roles\": \"member\"",
                    "\"roles\": [1]",
                    "\"secret\": \"\"",
                    "\"secret\": \"%s\"".formatted("s".repeat(73)),
                    "\"access_rules\": [{\"path\": \"/v2/images\"}]",
                    "\"unrestricted\": \"no\""
                }) {
            HttpResponse<String> answer = owner.post(path, body(more));
            assertThat(answer.statusCode()).as(more).isEqualTo(400);
            assertThat(json(answer).at("/error/message").stringValue()).endsWith(".");
        }
        JsonNode made = make("\"x\": 1");
        assertThat(
                        owner.post(
                                        path,
                                        "{\"application_credential\": {\"name\": \"%s\"}}"
                                                .formatted(text(made, "name")))
                                .statusCode())
                .isEqualTo(409);
    }

    private JsonNode make(String more) {
        HttpResponse<String> made = owner.post(path, body(more));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return json(made).get("application_credential");
    }

    private static String body(String more) {
        return "{\"application_credential\": {\"name\": \"%s\", %s}}"
                .formatted("program-" + UUID.randomUUID(), more);
    }

    private static String byId(JsonNode made) {
        return "{\"id\": \"%s\", \"secret\": \"%s\"}"
                .formatted(text(made, "id"), text(made, "secret"));
    }

    private HttpResponse<String> logIn(String credential) {
        return send(
                "POST",
                "/v3/auth/tokens",
                """
                {"auth": {"identity": {"methods": ["application_credential"], "application_credential": %s}}}
                """
                        .formatted(credential),
                Map.of("Content-Type", JSON));
    }

    private HttpResponse<String> rescope(String token, String scope) {
        return send(
                "POST",
                "/v3/auth/tokens",
                """
                {"auth": {"identity": {"methods": ["token"], "token": {"id": "%s"}}%s}}
                """
                        .formatted(token, scope),
                Map.of("Content-Type", JSON));
    }

    private static String secret(HttpResponse<String> login) {
        assertThat(login.statusCode()).as(login.body()).isEqualTo(201);
        return login.headers().firstValue("X-Subject-Token").orElseThrow();
    }

    private static String text(JsonNode node, String key) {
        return node.get(key).stringValue();
    }
}
