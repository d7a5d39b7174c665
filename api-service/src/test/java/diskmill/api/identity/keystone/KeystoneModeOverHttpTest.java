package diskmill.api.identity.keystone;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class KeystoneModeOverHttpTest extends FaceTest {

    private static final KeystoneServer KEYSTONE = start();

    private static KeystoneServer start() {
        try {
            KeystoneServer server = new KeystoneServer(0);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @DynamicPropertySource
    static void keystone(DynamicPropertyRegistry registry) {
        registry.add("diskmill.identity.mode", () -> "keystone");
        registry.add("diskmill.identity.keystone.url", () -> KEYSTONE.url().toString());
        registry.add("diskmill.identity.keystone.public-url", () -> "https://keystone.example");
        registry.add("diskmill.identity.keystone.password", () -> KeystoneServer.PASSWORD);
    }

    @AfterEach
    void well() {
        KEYSTONE.state = KeystoneServer.State.WELL;
    }

    @Test
    void whatATokensRolesAllowIsAllowed() {
        KEYSTONE.add("stranger", "p2", "member");
        KEYSTONE.add("reader", "p1", "reader");
        KEYSTONE.add("admin", "p3", "admin");

        String image = new As("admin").newImage("{\"name\": \"theirs\"}");

        assertThat(new As("stranger").get(image).statusCode()).isEqualTo(404);
        assertThat(new As("reader").post("/v2/images", "{}").statusCode()).isEqualTo(403);
        assertThat(new As("admin").get(image).statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenThatKeystoneDoesNotKnowIsRefusedWithTheAddressOfKeystone() {
        HttpResponse<String> answer = new As("nobodys").get("/v2/images");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValue("Keystone uri=\"https://keystone.example/v3\"");
    }

    @Test
    void aTokenForADomainOpensNoImages() {
        KEYSTONE.add(
                "of-a-domain",
                "\"domain\": {\"id\": \"d\", \"name\": \"D\"}, \"roles\": [{\"id\": \"r\", \"name\": \"admin\"}],",
                Instant.now().plusSeconds(60));

        HttpResponse<String> answer = new As("of-a-domain").get("/v2/images");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(json(answer).get("message").stringValue()).contains("for a domain");
    }

    @Test
    void whileKeystoneFailsTheAnswerIsThatItCannotBeToldNow() {
        KEYSTONE.state = KeystoneServer.State.FAILING;

        HttpResponse<String> answer = new As("whatever").get("/v2/images");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @Test
    void anApplicationCredentialOfKeystonesLetsOneInAtTheV1Api() {
        KEYSTONE.add("by-credential", "p1", "member");
        KEYSTONE.addCredential("c1", "a secret", "by-credential");
        Map<String, String> headers = v1Headers(new Credential("c1", "a secret"));
        int before = KEYSTONE.credentialLogins.get();

        assertThat(v1(headers).statusCode()).isEqualTo(404);
        assertThat(v1(headers).statusCode()).isEqualTo(404);
        assertThat(KEYSTONE.credentialLogins.get() - before).isEqualTo(1);
    }

    @Test
    void aCredentialThatKeystoneDoesNotKnowIsRefusedAndItsGuesserToldToComeLater() {
        Map<String, String> headers = v1Headers(new Credential("c2", "wrong"));
        for (int guess = 0; guess < 4; guess++) {
            HttpResponse<String> answer = v1(headers);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .hasValue("Keystone uri=\"https://keystone.example/v3\"");
        }

        assertThat(v1(headers).statusCode()).isEqualTo(429);
        assertThat(v1(headers).headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void whileKeystoneFailsTheV1ApiLetsNobodyInEither() {
        KEYSTONE.state = KeystoneServer.State.FAILING;

        HttpResponse<String> answer = v1(v1Headers(new Credential("c3", "whatever")));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).get("status").intValue()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    private HttpResponse<String> v1(Map<String, String> headers) {
        return send("GET", "/v1/openstack/nothing", null, headers);
    }

    @Test
    void thereIsNoKeystoneOfOurs() {
        KEYSTONE.add("admin", "p3", "admin");

        assertThat(new As("admin").get("/v3/projects").statusCode()).isEqualTo(404);
        assertThat(
                        send(
                                        "POST",
                                        "/v3/auth/tokens",
                                        loginBody("admin", "x", "admin"),
                                        Map.of("Content-Type", JSON))
                                .statusCode())
                .isEqualTo(404);
        assertThat(send("GET", "/v3", null, Map.of()).statusCode()).isEqualTo(404);
    }
}
