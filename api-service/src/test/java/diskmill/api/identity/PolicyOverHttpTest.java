package diskmill.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyOverHttpTest extends FaceTest {

    private As owner;
    private As stranger;
    private As admin;

    @BeforeEach
    void logIn() {
        owner = newUser("member");
        stranger = newUser("member");
        admin = new As(adminToken());
    }

    @ParameterizedTest
    @ValueSource(strings = {"private", "shared"})
    void anotherProjectsImageIsNotThere(String visibility) {
        String path = owner.newImage("{\"visibility\": \"%s\"}".formatted(visibility));

        assertThat(stranger.get(path).statusCode()).isEqualTo(404);
        assertThat(stranger.get(path + "/file").statusCode()).isEqualTo(404);
        assertThat(stranger.get(path + "/tasks").statusCode()).isEqualTo(404);
        assertThat(stranger.patch(path, "[]").statusCode()).isEqualTo(404);
        assertThat(stranger.delete(path).statusCode()).isEqualTo(404);
        assertThat(stranger.get("/v2/images").body()).doesNotContain(path);
        assertThat(admin.get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void aCommunityImageIsSeenByAllAndChangedByItsOwnerAlone() {
        String path = owner.newImage("{\"visibility\": \"community\"}");

        assertThat(stranger.get(path).statusCode()).isEqualTo(200);
        assertThat(stranger.get("/v2/images").body()).doesNotContain(path);
        assertThat(stranger.get("/v2/images?visibility=community&limit=1000").body())
                .contains(path);
        assertThat(stranger.patch(path, "[]").statusCode()).isEqualTo(403);
        assertThat(stranger.delete(path).statusCode()).isEqualTo(403);
        assertThat(stranger.put(path + "/file", "application/octet-stream", "x").statusCode())
                .isEqualTo(403);
        assertThat(
                        stranger.post(
                                        path + "/import",
                                        "{\"method\": {\"name\": \"glance-direct\"}}")
                                .statusCode())
                .isEqualTo(403);
        assertThat(owner.delete(path).statusCode()).isEqualTo(204);
    }

    @Test
    void onlyAnAdminMakesAnImagePublic() {
        String path = owner.newImage("{}");
        String publish =
                "[{\"op\": \"replace\", \"path\": \"/visibility\", \"value\": \"public\"}]";

        assertThat(owner.post("/v2/images", "{\"visibility\": \"public\"}").statusCode())
                .isEqualTo(403);
        assertThat(owner.patch(path, publish).statusCode()).isEqualTo(403);
        assertThat(admin.patch(path, publish).statusCode()).isEqualTo(200);
        assertThat(stranger.get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void onlyAnAdminGivesAnImageAway() {
        String path = owner.newImage("{}");
        String give = "[{\"op\": \"replace\", \"path\": \"/owner\", \"value\": \"somebody\"}]";

        assertThat(owner.post("/v2/images", "{\"owner\": \"somebody\"}").statusCode())
                .isEqualTo(403);
        assertThat(owner.patch(path, give).statusCode()).isEqualTo(403);
        assertThat(admin.patch(path, give).statusCode()).isEqualTo(200);
        assertThat(owner.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void aTokenIsNoneOfAnotherUsersBusiness() {
        String secret = stranger.token();

        assertThat(owner.get("/v3/auth/tokens", "X-Subject-Token", secret).statusCode())
                .isEqualTo(404);
        assertThat(admin.get("/v3/auth/tokens", "X-Subject-Token", secret).statusCode())
                .isEqualTo(200);
    }
}
