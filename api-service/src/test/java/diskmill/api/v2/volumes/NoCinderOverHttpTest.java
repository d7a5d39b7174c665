package diskmill.api.v2.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class NoCinderOverHttpTest extends FaceTest {

    @Test
    void withAccountsOfOurOwnThereIsNobodyToMakeAVolume() {
        As owner = newUser("member");
        String image = owner.newImage("{\"disk_format\": \"raw\", \"container_format\": \"bare\"}");
        owner.put(image + "/file", "application/octet-stream", "a raw disk");

        HttpResponse<String> answer = owner.post(image + "/actions/create-volume", "{}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).get("message").stringValue())
                .contains("diskmill.identity.mode=keystone");
    }
}
