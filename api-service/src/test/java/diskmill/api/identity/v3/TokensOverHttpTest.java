package diskmill.api.identity.v3;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TokensOverHttpTest extends FaceTest {

    @Test
    void theFirstStartWritesAnOpenRcThatOnlyItsOwnerReads() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(openRc())))
                .isEqualTo("rw-------");
        assertThat(fromOpenRc("OS_USERNAME")).isEqualTo("admin");
    }

    @Test
    void aPasswordGetsATokenWithProjectRolesAndACatalogOfTheHostThatWasAsked() {
        HttpResponse<String> answer =
                send(
                        "POST",
                        "/v3/auth/tokens",
                        loginBody("admin", fromOpenRc("OS_PASSWORD"), "admin"),
                        Map.of("Content-Type", JSON));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("X-Subject-Token")).isPresent();
        JsonNode token = json(answer).get("token");
        assertThat(token.at("/user/name").stringValue()).isEqualTo("admin");
        assertThat(token.at("/project/domain/id").stringValue()).isEqualTo("default");
        assertThat(token.get("roles").valueStream().map(role -> role.get("name").stringValue()))
                .contains("admin", "member", "reader");
        assertThat(endpoint(token, "image")).isEqualTo("http://127.0.0.1:" + port());
        assertThat(endpoint(token, "identity")).isEqualTo("http://127.0.0.1:" + port() + "/v3");
    }

    @Test
    void aWrongPasswordIsRefusedInTheWordsThatAWrongNameIs() {
        HttpResponse<String> wrongPassword = tryLogin(loginBody("admin", "wrong", "admin"));
        HttpResponse<String> wrongName = tryLogin(loginBody("nobody", "wrong", "admin"));

        assertThat(wrongPassword.statusCode()).isEqualTo(401);
        assertThat(wrongName.statusCode()).isEqualTo(401);
        assertThat(json(wrongName).at("/error/message"))
                .isEqualTo(json(wrongPassword).at("/error/message"));
    }

    @Test
    void aProjectInWhichTheUserHasNoRoleIsRefused() {
        assertThat(
                        tryLogin(loginBody("admin", fromOpenRc("OS_PASSWORD"), "elsewhere"))
                                .statusCode())
                .isEqualTo(401);
    }

    @Test
    void whoGuessesOnIsToldToComeLater() {
        for (int guess = 0; guess < 4; guess++) {
            tryLogin(loginBody("victim", "guess", "admin"));
        }

        HttpResponse<String> fifth = tryLogin(loginBody("victim", "guess", "admin"));

        assertThat(fifth.statusCode()).isEqualTo(429);
        assertThat(fifth.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void ofManyGuessesAtOnceOnlyAFewAreTried() throws Exception {
        Callable<Integer> guess = () -> tryLogin(loginBody("beset", "guess", "admin")).statusCode();
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> status : threads.invokeAll(Collections.nCopies(50, guess))) {
                statuses.add(status.get());
            }
        }

        assertThat(statuses).containsOnly(401, 429);
        // the four that are free, and those that were under way when the fourth had failed
        assertThat(statuses.stream().filter(status -> status == 401))
                .hasSizeBetween(4, 4 + Runtime.getRuntime().availableProcessors());
    }

    @Test
    void aTokenWithoutScopeIsForTheUsersOwnProject() {
        HttpResponse<String> answer =
                tryLogin(
                        """
                        {"auth": {"identity": {"methods": ["password"], "password": {"user":
                          {"name": "admin", "domain": {"id": "default"}, "password": "%s"}}}}}
                        """
                                .formatted(fromOpenRc("OS_PASSWORD")));

        assertThat(json(answer).at("/token/project/name").stringValue()).isEqualTo("admin");
    }

    @Test
    void aTokenForNoProjectOpensNoImages() {
        HttpResponse<String> answer =
                tryLogin(
                        """
                        {"auth": {"identity": {"methods": ["password"], "password": {"user":
                          {"name": "admin", "domain": {"id": "default"}, "password": "%s"}}},
                          "scope": "unscoped"}}
                        """
                                .formatted(fromOpenRc("OS_PASSWORD")));
        String token = answer.headers().firstValue("X-Subject-Token").orElseThrow();

        assertThat(json(answer).at("/token").has("catalog")).isFalse();
        HttpResponse<String> refused = new As(token).get("/v2/images");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(json(refused).get("message").stringValue()).contains("for no project");
        assertThat(new As(token).get("/v3/auth/catalog").statusCode()).isEqualTo(403);
        assertThat(
                        json(new As(token).get("/v3/auth/projects"))
                                .at("/projects/0/name")
                                .stringValue())
                .isEqualTo("admin");
    }

    @Test
    void aTokenGetsAnotherOneThatEndsNoLater() {
        String first = newAdminToken();
        JsonNode shown =
                json(new As(first).get("/v3/auth/tokens", "X-Subject-Token", first)).get("token");

        HttpResponse<String> unscoped =
                tryLogin(
                        """
                        {"auth": {"identity": {"methods": ["token"], "token": {"id": "%s"}}, "scope": "unscoped"}}
                        """
                                .formatted(first));
        HttpResponse<String> scoped =
                tryLogin(
                        """
                        {"auth": {"identity": {"methods": ["token"], "token": {"id": "%s"}},
                          "scope": {"project": {"name": "admin", "domain": {"id": "default"}}}}}
                        """
                                .formatted(
                                        unscoped.headers()
                                                .firstValue("X-Subject-Token")
                                                .orElseThrow()));

        assertThat(json(unscoped).get("token").has("project")).isFalse();
        JsonNode token = json(scoped).get("token");
        assertThat(token.at("/project/name").stringValue()).isEqualTo("admin");
        assertThat(token.get("expires_at")).isEqualTo(shown.get("expires_at"));
        assertThat(token.get("methods").valueStream().map(JsonNode::stringValue))
                .containsExactly("token", "password");
        assertThat(token.at("/audit_ids/1")).isEqualTo(shown.at("/audit_ids/0"));
        assertThat(
                        tryLogin(
                                        """
                                        {"auth": {"identity": {"methods": ["token"], "token": {"id": "nobody's"}}}}
                                        """)
                                .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aTokenShowsItself() {
        String token = adminToken();

        HttpResponse<String> shown = new As(token).get("/v3/auth/tokens", "X-Subject-Token", token);

        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(json(shown).at("/token/user/name").stringValue()).isEqualTo("admin");
        assertThat(shown.body()).doesNotContain(token);
    }

    @Test
    void aRevokedTokenOpensNothingAnyMore() {
        String token = newAdminToken();
        String other = newAdminToken();
        assertThat(new As(token).get("/v2/images").statusCode()).isEqualTo(200);

        HttpResponse<String> revoked =
                send(
                        "DELETE",
                        "/v3/auth/tokens",
                        null,
                        Map.of("X-Auth-Token", other, "X-Subject-Token", token));

        assertThat(revoked.statusCode()).isEqualTo(204);
        assertThat(new As(token).get("/v2/images").statusCode()).isEqualTo(401);
        assertThat(new As(other).get("/v2/images").statusCode()).isEqualTo(200);
    }

    @Test
    void withoutATokenTheAnswerSaysWhereToGetOne() {
        HttpResponse<String> answer = send("GET", "/v2/images", null, Map.of());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValue("Keystone uri=\"http://127.0.0.1:%d/v3\"".formatted(port()));
        assertThat(json(answer).get("code").intValue()).isEqualTo(401);
    }

    @Test
    void noSpellingOfAnAddressPassesTheDoor() {
        for (String path :
                new String[] {
                    "/v2/images/",
                    "//v2/images",
                    "/v3/../v2/images",
                    "/actuator/..;/v2/images",
                    "/v3;x=/auth/catalog",
                    "/healthcheck/../v2/images",
                    "/v2/;/images",
                    "/versions/%2e%2e/v2/images",
                    "/v3/auth/tokens",
                    "/nothing"
                }) {
            assertThat(send("GET", path, null, Map.of()).statusCode()).as(path).isIn(400, 401);
        }
    }

    @Test
    void malformedLoginsAreRefusedWithASentence() {
        for (String body :
                new String[] {
                    "",
                    "{",
                    "[]",
                    "{}",
                    "{\"auth\": 1}",
                    "{\"auth\": {\"identity\": {}}}",
                    "{\"auth\": {\"identity\": {\"methods\": [\"password\"], \"password\": {\"user\": {\"name\": 1, \"password\": \"x\"}}}}}"
                }) {
            HttpResponse<String> answer = tryLogin(body);
            assertThat(answer.statusCode()).as(body).isIn(400, 401);
            assertThat(json(answer).get("message").stringValue()).as(body).endsWith(".");
        }
    }

    @Test
    void namesAndPasswordsThatNobodyHasAreRefusedWithASentence() {
        for (String body :
                new String[] {
                    loginBody("n".repeat(256), "x", "admin"),
                    loginBody("admin", "x".repeat(4097), "admin"),
                    loginBody("admin", "x", "p".repeat(256)),
                }) {
            HttpResponse<String> answer = tryLogin(body);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).get("message").stringValue()).endsWith(" characters.");
        }
        assertThat(tryLogin(loginBody("n".repeat(255), "x".repeat(4096), "admin")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aLoginOfMoreThan16KibibytesIsNotRead() {
        HttpResponse<String> answer = tryLogin(loginBody("admin", "x".repeat(16 << 10), "admin"));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(json(answer).get("message").stringValue()).contains("16 KiB");
    }

    private HttpResponse<String> tryLogin(String body) {
        return send("POST", "/v3/auth/tokens", body, Map.of("Content-Type", JSON));
    }

    private static String endpoint(JsonNode token, String type) {
        return StreamSupport.stream(token.get("catalog").spliterator(), false)
                .filter(service -> service.get("type").stringValue().equals(type))
                .findFirst()
                .orElseThrow()
                .at("/endpoints/0/url")
                .stringValue();
    }
}
