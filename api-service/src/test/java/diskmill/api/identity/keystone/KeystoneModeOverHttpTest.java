package diskmill.api.identity.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.api.CinderServer;
import diskmill.api.FaceTest;
import diskmill.api.OtherGlance;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class KeystoneModeOverHttpTest extends FaceTest {

    private static final KeystoneServer KEYSTONE = start();

    private static KeystoneServer start() {
        KeystoneServer server = new KeystoneServer(0);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
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
    void anImageIsTakenOverFromARegionOfTheCallersCatalog() {
        addMember("member", "p4");
        KEYSTONE.catalogs.put(
                "member",
                """
                {"catalog": [{"type": "image", "endpoints": [
                  {"interface": "public", "region": "Here", "region_id": "Here", "url": "http://127.0.0.1:1"},
                  {"interface": "public", "region": "Far", "region_id": "Far", "url": "%s/v2"}]}]}
                """
                        .formatted(OtherGlance.get().address()));
        String source = UUID.randomUUID().toString();
        OtherGlance.get()
                .record(
                        source,
                        "{\"status\": \"active\", \"disk_format\": \"raw\", \"container_format\": \"bare\", \"size\": 10}");
        OtherGlance.get().file(source, "a raw disk");
        As member = new As("member");
        String image = member.newImage("{}");

        HttpResponse<String> answer =
                member.post(
                        image + "/import",
                        "{\"method\": {\"name\": \"glance-download\", \"glance_region\": \"Far\", \"glance_image_id\": \"%s\"}}"
                                .formatted(source));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        await().until(() -> "active".equals(json(member.get(image)).get("status").stringValue()));
        assertThat(member.get(image + "/file").body()).isEqualTo("a raw disk");
    }

    @Test
    void aVolumeIsMadeByTheCinderOfTheCallersCatalog() {
        try (CinderServer cinder = new CinderServer()) {
            addMember("with-cinder", "p5");
            KEYSTONE.catalogs.put(
                    "with-cinder",
                    """
                    {"catalog": [{"type": "volumev3", "endpoints": [
                      {"interface": "public", "region": "RegionOne", "region_id": "RegionOne", "url": "%s"}]}]}
                    """
                            .formatted(cinder.endpoint()));
            As member = new As("with-cinder");
            String image =
                    member.newImage("{\"disk_format\": \"raw\", \"container_format\": \"bare\"}");
            member.put(image + "/file", "application/octet-stream", "a raw disk");

            HttpResponse<String> answer = member.post(image + "/actions/create-volume", "{}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            assertThat(json(answer).get("id").stringValue()).isEqualTo(CinderServer.VOLUME);
            assertThat(cinder.asked().getFirst().token()).isEqualTo("with-cinder");
        }
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

        HttpResponse<String> later = v1(headers);
        assertThat(later.statusCode()).isEqualTo(429);
        assertThat(later.headers().firstValue("Retry-After")).isPresent();
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

    private static void addMember(String token, String project) {
        KEYSTONE.add(
                token,
                """
                "project": {"id": "%1$s", "name": "%1$s", "domain": {"id": "default", "name": "Default"}},
                "roles": [{"id": "r1", "name": "member"}, {"id": "r2", "name": "reader"}],
                """
                        .formatted(project),
                Instant.now().plusSeconds(60));
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
