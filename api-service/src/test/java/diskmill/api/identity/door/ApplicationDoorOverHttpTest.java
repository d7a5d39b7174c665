package diskmill.api.identity.door;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Behind the door there is nothing at this address: 404 says that one was let in. */
@ExtendWith(OutputCaptureExtension.class)
class ApplicationDoorOverHttpTest extends FaceTest {

    @Autowired
    @Qualifier("firstAccessToken")
    private SmartInitializingSingleton firstAccessToken;

    private As owner;
    private Credential credential;
    private Map<String, String> headers;

    @BeforeEach
    void credential() {
        owner = newUser("member");
        credential = newCredential(owner);
        headers = new HashMap<>(v1Headers(credential));
    }

    @Test
    void anApplicationThatActsForAUserIsLetIn() {
        HttpResponse<String> answer = ask();

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).propertyNames())
                .containsExactlyInAnyOrder("status", "message", "links");
        assertThat(json(answer).get("status").intValue()).isEqualTo(404);
        assertThat(json(answer).get("links").isEmpty()).isTrue();
    }

    @Test
    void aHeaderThatIsMissingIsNamed() {
        for (String name :
                new String[] {"HT-ACCESS-TOKEN", "IMR-SESSION-TOKEN", "IMR-SESSION-SECRET"}) {
            String value = headers.remove(name);

            assertRefused(ask(), name);
            headers.put(name, "");
            assertRefused(ask(), name);
            headers.put(name, value);
        }
    }

    @Test
    void aHeaderThatIsWrongIsNamed() {
        for (String wrong : new String[] {"wrong", "x".repeat(300), "dmat_" + "x".repeat(43)}) {
            Map<String, String> right = Map.copyOf(headers);
            headers.put("HT-ACCESS-TOKEN", wrong);
            assertRefused(ask(), "HT-ACCESS-TOKEN");
            headers.putAll(right);
            headers.put("IMR-SESSION-TOKEN", wrong);
            assertRefused(ask(), "IMR-SESSION-TOKEN");
            headers.putAll(right);
            headers.put("IMR-SESSION-SECRET", wrong);
            assertRefused(ask(), "IMR-SESSION-SECRET");
            headers.putAll(right);
        }
    }

    @Test
    void aTokenOfTheOtherApiIsNotEnoughHoweverTheAddressIsSpelt() {
        for (String path :
                new String[] {
                    "/v1/openstack/nothing", "/v1/%6Fpenstack/nothing", "/v1/openstack/"
                }) {
            HttpResponse<String> answer =
                    send("GET", path, null, Map.of("X-Auth-Token", owner.token()));
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.body()).as(path).contains("HT-ACCESS-TOKEN");
        }
    }

    @Test
    void theHeadersOpenNothingElse() {
        assertThat(send("GET", "/v2/images", null, headers).statusCode()).isEqualTo(401);
        assertThat(send("GET", "/v1/admin/access-tokens", null, headers).statusCode())
                .isEqualTo(401);
    }

    @Test
    void besideTheV1ApiItIsSaidWhatIsToBeSentThere() {
        for (String path : new String[] {"/v1", "/v1/", "/v1/nothing", "/v1/openstack"}) {
            HttpResponse<String> refused = send("GET", path, null, headers);
            assertThat(refused.statusCode()).as(path).isEqualTo(401);
            assertThat(refused.body()).as(path).contains("X-Auth-Token", "/v1/openstack/");
            assertThat(owner.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(send("GET", "/v1/admin/access-tokens", null, headers).body())
                .contains("administrator", "X-Auth-Token");
        assertThat(send("GET", "/v2/images", null, headers).body()).doesNotContain("v1");
    }

    @Test
    void anAccessTokenThatIsRevokedEndsAtOnce() {
        JsonNode issued = issue("application-" + UUID.randomUUID());
        headers.put("HT-ACCESS-TOKEN", issued.get("token").stringValue());
        assertThat(ask().statusCode()).isEqualTo(404);

        new As(adminToken()).delete("/v1/admin/access-tokens/" + issued.get("id").stringValue());

        assertRefused(ask(), "HT-ACCESS-TOKEN");
    }

    @Test
    void aNameIsFreeAgainWhenItsTokenIsRevoked() {
        As admin = new As(adminToken());
        String name = "应用-" + UUID.randomUUID();
        JsonNode issued = issue(name);
        assertThat(admin.post("/v1/admin/access-tokens", body(name)).statusCode()).isEqualTo(409);
        admin.delete("/v1/admin/access-tokens/" + issued.get("id").stringValue());

        assertThat(issue(name).get("name").stringValue()).isEqualTo(name);
    }

    @Test
    void theTextOfAnAccessTokenIsShownOnceAndNeverLogged(CapturedOutput output) {
        JsonNode issued = issue("application-" + UUID.randomUUID());
        String secret = issued.get("token").stringValue();
        headers.put("HT-ACCESS-TOKEN", secret);
        ask();
        headers.put("IMR-SESSION-SECRET", "a wrong secret");
        ask();

        HttpResponse<String> list = new As(adminToken()).get("/v1/admin/access-tokens");
        assertThat(list.body())
                .contains(issued.get("id").stringValue())
                .doesNotContain(secret.substring(5));
        assertThat(output.getAll())
                .doesNotContain(secret.substring(5))
                .doesNotContain(credential.secret())
                .doesNotContain("a wrong secret");
    }

    @Test
    void aCredentialThatIsDeletedEndsAtOnce() {
        assertThat(ask().statusCode()).isEqualTo(404);
        String user =
                json(owner.get("/v3/auth/tokens", "X-Subject-Token", owner.token()))
                        .at("/token/user/id")
                        .stringValue();

        owner.delete("/v3/users/%s/application_credentials/%s".formatted(user, credential.id()));

        assertRefused(ask(), "IMR-SESSION-TOKEN");
    }

    @Test
    void whatWasGotForACredentialMayEndAndIsGotAnew() {
        assertThat(ask().statusCode()).isEqualTo(404);
        String user =
                json(owner.get("/v3/auth/tokens", "X-Subject-Token", owner.token()))
                        .at("/token/user/id")
                        .stringValue();
        As admin = new As(adminToken());
        // which ends the user's tokens, and no application credential
        admin.patch("/v3/users/" + user, "{\"user\": {\"password\": \"another password\"}}");
        assertThat(owner.get("/v2/images").statusCode()).isEqualTo(401);

        assertThat(ask().statusCode()).isEqualTo(404);
    }

    @Test
    void whoGuessesASecretIsToldToComeLater() {
        headers.put("IMR-SESSION-SECRET", "wrong");
        for (int guess = 0; guess < 4; guess++) {
            assertThat(ask().statusCode()).isEqualTo(401);
        }

        HttpResponse<String> answer = ask();
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(json(answer).get("status").intValue()).isEqualTo(429);
    }

    @Test
    void theFirstAccessTokenLiesInAFileOfItsOwnersAlone() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(accessTokenFile())))
                .isEqualTo("rw-------");
        assertThat(new As(adminToken()).get("/v1/admin/access-tokens").body())
                .contains("\"first\"");
    }

    @Test
    void anotherStartLeavesTheFirstAccessTokenAsItIs() throws Exception {
        String before = Files.readString(accessTokenFile());

        firstAccessToken.afterSingletonsInstantiated();

        assertThat(Files.readString(accessTokenFile())).isEqualTo(before);
        assertThat(ask().statusCode()).isEqualTo(404);
    }

    private JsonNode issue(String name) {
        HttpResponse<String> answer =
                new As(adminToken()).post("/v1/admin/access-tokens", body(name));
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        return json(answer);
    }

    private static String body(String name) {
        return "{\"name\": \"%s\"}".formatted(name);
    }

    private HttpResponse<String> ask() {
        return send("GET", "/v1/openstack/nothing", null, headers);
    }

    private void assertRefused(HttpResponse<String> answer, String header) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValue("Keystone uri=\"http://127.0.0.1:%d/v3\"".formatted(port()));
        assertThat(json(answer).propertyNames())
                .containsExactlyInAnyOrder("status", "message", "links");
        assertThat(json(answer).get("status").intValue()).isEqualTo(401);
        assertThat(json(answer).get("message").stringValue()).contains(header);
    }
}
