package diskmill.api.v2.members;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Sharing with consent. Who may do what is in {@code PermissionsTest}. */
class MembersOverHttpTest extends FaceTest {

    private Project guests;
    private As owner;
    private As guest;

    @BeforeEach
    void logIn() {
        guests = newProject();
        owner = newUser("member");
        guest = newUser(guests, "member");
    }

    @Test
    void aMemberIsShownAsGlanceShowsIt() {
        String image = owner.newImage("{}");

        HttpResponse<String> added = share(image);

        assertThat(added.statusCode()).isEqualTo(200);
        JsonNode member = json(added);
        assertThat(member.propertyNames())
                .containsExactlyInAnyOrder(
                        "created_at", "image_id", "member_id", "schema", "status", "updated_at");
        assertThat(member.get("member_id").stringValue()).isEqualTo(guests.id());
        assertThat(image).endsWith(member.get("image_id").stringValue());
        assertThat(member.get("status").stringValue()).isEqualTo("pending");
        assertThat(member.get("schema").stringValue()).isEqualTo("/v2/schemas/member");
        JsonNode all = json(owner.get(image + "/members"));
        assertThat(all.get("schema").stringValue()).isEqualTo("/v2/schemas/members");
        assertThat(all.get("members").get(0)).isEqualTo(member);
        assertThat(json(guest.get(image + "/members/" + guests.id()))).isEqualTo(member);
    }

    @Test
    void theSchemasOfMembersAreThere() {
        JsonNode member = json(owner.get("/v2/schemas/member"));
        JsonNode members = json(owner.get("/v2/schemas/members"));

        assertThat(member.get("name").stringValue()).isEqualTo("member");
        assertThat(member.get("properties").propertyNames())
                .containsExactlyInAnyOrder(
                        "created_at", "image_id", "member_id", "schema", "status", "updated_at");
        assertThat(members.get("name").stringValue()).isEqualTo("members");
        assertThat(members.at("/properties/members/items")).isEqualTo(member);
    }

    @Test
    void anImageIsListedForWhoHasAcceptedIt() {
        String image = owner.newImage("{}");
        share(image);

        assertThat(guest.get(image).statusCode()).isEqualTo(200);
        assertThat(guest.get("/v2/images").body()).doesNotContain(image);
        assertThat(answer(image, "accepted").statusCode()).isEqualTo(200);
        assertThat(guest.get("/v2/images").body()).contains(image);
        assertThat(answer(image, "rejected").statusCode()).isEqualTo(200);
        assertThat(guest.get("/v2/images").body()).doesNotContain(image);
        assertThat(guest.get("/v2/images?visibility=shared&member_status=rejected").body())
                .contains(image);
        assertThat(guest.get(image).statusCode()).isEqualTo(200);
    }

    @Test
    void aMemberSeesNothingOfTheOthers() {
        String image = owner.newImage("{}");
        share(image);
        owner.post(image + "/members", "{\"member\": \"another\"}");

        assertThat(json(owner.get(image + "/members")).get("members").size()).isEqualTo(2);
        assertThat(json(guest.get(image + "/members")).get("members").size()).isEqualTo(1);
        assertThat(guest.get(image + "/members/another").statusCode()).isEqualTo(404);
        assertThat(
                        guest.put(image + "/members/another", JSON, "{\"status\": \"accepted\"}")
                                .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whoIsTakenOffSeesTheImageNoMore() {
        String image = owner.newImage("{}");
        share(image);
        answer(image, "accepted");

        assertThat(owner.delete(image + "/members/" + guests.id()).statusCode()).isEqualTo(204);

        assertThat(guest.get(image).statusCode()).isEqualTo(404);
        assertThat(guest.get("/v2/images").body()).doesNotContain(image);
        assertThat(owner.delete(image + "/members/" + guests.id()).statusCode()).isEqualTo(404);
    }

    @Test
    void anImageThatIsMadePrivateIsSharedAgainWhenItIsMadeShared() {
        String image = owner.newImage("{}");
        share(image);
        answer(image, "accepted");

        show(image, "private");
        assertThat(guest.get(image).statusCode()).isEqualTo(404);
        assertThat(guest.get("/v2/images").body()).doesNotContain(image);
        assertThat(owner.get(image + "/members").statusCode()).isEqualTo(403);

        show(image, "shared");
        assertThat(guest.get(image).statusCode()).isEqualTo(200);
        assertThat(guest.get("/v2/images").body()).contains(image);
    }

    @Test
    void aProjectIsAMemberOnce() {
        String image = owner.newImage("{}");

        assertThat(share(image).statusCode()).isEqualTo(200);
        assertThat(share(image).statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"member\": null}",
                "{\"member\": 1}",
                "{\"member\": \"\"}",
                "{\"member\": {\"a\": 1}}",
                "{\"member\": \"\\u0000\"}"
            })
    void whatIsNoMemberIsRefusedWithASentence(String body) {
        String image = owner.newImage("{}");

        HttpResponse<String> answer = owner.post(image + "/members", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("message").stringValue()).endsWith(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "{\"status\": \"lost\"}", "{\"status\": 1}", "{\"status\": null}"})
    void whatIsNoStatusIsRefusedWithASentence(String body) {
        String image = owner.newImage("{}");
        share(image);

        HttpResponse<String> answer = guest.put(image + "/members/" + guests.id(), JSON, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("message").stringValue()).endsWith(".");
    }

    @Test
    void anImageNeverHasMoreThanItsMembers() throws Exception {
        String image = owner.newImage("{}");
        List<Callable<Integer>> additions =
                IntStream.range(0, 140)
                        .mapToObj(number ->
                                (Callable<Integer>)
                                        () ->
                                                owner.post(
                                                                image + "/members",
                                                                "{\"member\": \"project-%d\"}"
                                                                        .formatted(number))
                                                        .statusCode())
                        .toList();
        int refused = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> answer : threads.invokeAll(additions)) {
                assertThat(answer.get()).isIn(200, 413);
                refused += answer.get() == 413 ? 1 : 0;
            }
        }

        assertThat(refused).isEqualTo(12);
        assertThat(json(owner.get(image + "/members")).get("members").size()).isEqualTo(128);
    }

    private HttpResponse<String> share(String image) {
        return owner.post(image + "/members", "{\"member\": \"%s\"}".formatted(guests.id()));
    }

    private HttpResponse<String> answer(String image, String status) {
        return guest.put(
                image + "/members/" + guests.id(), JSON, "{\"status\": \"%s\"}".formatted(status));
    }

    private void show(String image, String visibility) {
        HttpResponse<String> shown =
                owner.patch(
                        image,
                        "[{\"op\": \"replace\", \"path\": \"/visibility\", \"value\": \"%s\"}]"
                                .formatted(visibility));
        assertThat(shown.statusCode()).isEqualTo(200);
    }
}
