package diskmill.api.v2.members;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.Visibility;
import diskmill.api.identity.Caller;
import diskmill.api.members.Member;
import diskmill.api.members.Members;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.web.Refusal;
import diskmill.api.web.StrictJson;
import diskmill.api.web.Text;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * The projects that an image is shared with. Its owner names them and takes them off; each says for itself whether it takes the image, and
 * sees nothing of the others.
 */
@RestController
final class MembersController {

    /** Glance's {@code image_member_quota}. */
    private static final int MAX_MEMBERS = 128;

    /** Characters of a project's id; Keystone's have 32 or 64. */
    private static final int MAX_ID = 255;

    private static final String ALL = "/v2/images/{id}/members";
    private static final String ONE = ALL + "/{project}";

    private final Members members;
    private final ImagePolicy policy;

    MembersController(Members members, ImagePolicy policy) {
        this.members = members;
        this.policy = policy;
    }

    @GetMapping(ALL)
    ResponseEntity<MemberJson.Collection> list(@PathVariable String id, Caller caller) {
        Image image = shared(id, caller);
        policy.check(Rule.GET_MEMBERS, image, caller);
        return shown(
                MemberJson.of(
                        seesAll(image, caller)
                                ? members.of(image.id())
                                : members.find(image.id(), caller.project()).stream().toList()));
    }

    @PostMapping(ALL)
    ResponseEntity<MemberJson> add(
            @PathVariable String id, Caller caller, HttpServletRequest request) throws IOException {
        Image image = shared(id, caller);
        policy.check(Rule.ADD_MEMBER, image, caller);
        String project = project(StrictJson.object(request).path("member"));
        return switch (members.add(image.id(), project, MAX_MEMBERS)) {
            case Members.Addition.Added(Member member) -> shown(MemberJson.of(member));
            case Members.Addition.AlreadyThere _ ->
                    throw Refusal.conflict(
                            "Project %s is a member of the image already.".formatted(project));
            case Members.Addition.Full _ ->
                    throw Refusal.tooLarge(
                            "An image has at most %d members; take one off, or make it a community image."
                                    .formatted(MAX_MEMBERS));
            case Members.Addition.NotShared _ -> throw notShared();
        };
    }

    @GetMapping(ONE)
    ResponseEntity<MemberJson> show(
            @PathVariable String id, @PathVariable String project, Caller caller) {
        Image image = policy.visible(id, caller);
        // Glance's answer for an image that has no members
        if (image.visibility() != Visibility.SHARED
                || !policy.allows(Rule.GET_MEMBER, image, caller)) {
            throw noSuchMember();
        }
        return shown(MemberJson.of(find(image, project, caller)));
    }

    @PutMapping(ONE)
    ResponseEntity<MemberJson> answer(
            @PathVariable String id,
            @PathVariable String project,
            Caller caller,
            HttpServletRequest request)
            throws IOException {
        Image image = shared(id, caller);
        policy.check(Rule.GET_MEMBER, image, caller);
        find(image, project, caller);
        policy.check(Rule.MODIFY_MEMBER, image, caller);
        Member.Status status = status(StrictJson.object(request).path("status"));
        return shown(
                MemberJson.of(
                        members.set(image.id(), project, status)
                                .orElseThrow(MembersController::noSuchMember)));
    }

    @DeleteMapping(ONE)
    ResponseEntity<Void> remove(
            @PathVariable String id, @PathVariable String project, Caller caller) {
        Image image = shared(id, caller);
        policy.check(Rule.GET_MEMBER, image, caller);
        find(image, project, caller);
        policy.check(Rule.DELETE_MEMBER, image, caller);
        if (!members.remove(image.id(), project)) {
            throw noSuchMember();
        }
        return ResponseEntity.noContent().build();
    }

    private Image shared(String id, Caller caller) {
        Image image = policy.visible(id, caller);
        if (image.visibility() != Visibility.SHARED) {
            throw notShared();
        }
        return image;
    }

    private Member find(Image image, String project, Caller caller) {
        Optional<Member> found =
                Text.isStorable(project)
                                && (seesAll(image, caller) || project.equals(caller.project()))
                        ? members.find(image.id(), project)
                        : Optional.empty();
        return found.orElseThrow(MembersController::noSuchMember);
    }

    private boolean seesAll(Image image, Caller caller) {
        return caller.project().equals(image.owner()) || policy.isAdmin(caller);
    }

    private static String project(JsonNode value) {
        String project = value.asString("");
        if (!value.isString() || project.isBlank() || Text.length(project) > MAX_ID) {
            throw Refusal.badRequest(
                    "'member' must be the id of a project, of at most %d characters."
                            .formatted(MAX_ID));
        }
        return project;
    }

    private static Member.Status status(JsonNode value) {
        return Member.Status.tryParse(value.isString() ? value.stringValue() : "")
                .orElseThrow(() ->
                        Refusal.badRequest("'status' must be pending, accepted or rejected."));
    }

    private static Refusal notShared() {
        return Refusal.forbidden(
                "Only a shared image has members; set its visibility to shared first.");
    }

    private static Refusal noSuchMember() {
        return Refusal.notFound("The image has no such member, or you may not see it.");
    }

    private static <T> ResponseEntity<T> shown(T body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }
}
