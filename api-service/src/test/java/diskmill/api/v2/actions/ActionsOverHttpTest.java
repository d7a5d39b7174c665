package diskmill.api.v2.actions;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import diskmill.api.identity.TestMembers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

class ActionsOverHttpTest extends FaceTest {

    @Autowired private ApplicationContext context;

    private As admin;
    private As owner;

    @BeforeEach
    void logIn() {
        admin = new As(adminToken());
        String name = TestMembers.create(context);
        owner = new As(login(name, TestMembers.PASSWORD, name));
    }

    @Test
    void aDeactivatedImageIsSeenAndNotDownloadedUntilItIsReactivated() {
        String path = active(owner, "private");

        assertThat(act(owner, path, "deactivate")).isEqualTo(204);
        assertThat(act(owner, path, "deactivate")).isEqualTo(204);
        assertThat(status(path)).isEqualTo("deactivated");
        assertThat(owner.get(path + "/file").statusCode()).isEqualTo(403);
        assertThat(admin.get(path + "/file").statusCode()).isEqualTo(200);

        assertThat(act(owner, path, "reactivate")).isEqualTo(204);
        assertThat(act(owner, path, "reactivate")).isEqualTo(204);
        assertThat(status(path)).isEqualTo("active");
        assertThat(owner.get(path + "/file").body()).isEqualTo("a raw disk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deactivate", "reactivate"})
    void anImageWithoutBytesIsNeither(String action) {
        String path = owner.newImage("{}");

        assertThat(act(owner, path, action)).isEqualTo(403);
        assertThat(status(path)).isEqualTo("queued");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deactivate", "reactivate"})
    void anothersImageIsNotThereOrNotToBeTouched(String action) {
        String name = TestMembers.create(context);
        As stranger = new As(login(name, TestMembers.PASSWORD, name));

        assertThat(act(stranger, active(owner, "private"), action)).isEqualTo(404);
        assertThat(act(stranger, active(owner, "community"), action)).isEqualTo(403);
        assertThat(act(stranger, "/v2/images/nonsense", action)).isEqualTo(404);
    }

    @Test
    void aDeactivatedImageCanBeDeleted() {
        String path = active(owner, "private");
        act(owner, path, "deactivate");

        assertThat(owner.delete(path).statusCode()).isEqualTo(204);
    }

    private String active(As who, String visibility) {
        String path =
                who.newImage(
                        "{\"disk_format\": \"raw\", \"container_format\": \"bare\", \"visibility\": \"%s\"}"
                                .formatted(visibility));
        assertThat(who.put(path + "/file", "application/octet-stream", "a raw disk").statusCode())
                .isEqualTo(204);
        return path;
    }

    private int act(As who, String path, String action) {
        return who.post(path + "/actions/" + action, "").statusCode();
    }

    private String status(String path) {
        return json(admin.get(path)).get("status").stringValue();
    }
}
