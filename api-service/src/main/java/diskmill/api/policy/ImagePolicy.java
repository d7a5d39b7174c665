package diskmill.api.policy;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.Images;
import diskmill.api.catalog.Visibility;
import diskmill.api.identity.Caller;
import diskmill.api.lists.ImageQuery;
import diskmill.api.members.Members;
import diskmill.api.web.Refusal;
import diskmill.image.ImageId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what with an image. What a caller may not see is not there (404); what it sees and may not do is forbidden (403). Whatever
 * the rules say, an image that is neither public nor community stays unseen by projects that neither own it nor are its members, as
 * Glance's database has it, unless they are admins.
 */
public final class ImagePolicy {

    private final Policy policy;
    private final Images images;
    private final Members members;

    ImagePolicy(Policy policy, Images images, Members members) {
        this.policy = policy;
        this.images = images;
        this.members = members;
    }

    /**
     * The image, for reading.
     *
     * @param id from the request's path, as it is
     * @throws Refusal 404 if it is not there, or not for this caller to see
     */
    public Image visible(String id, Caller caller) {
        return look(id, caller).image();
    }

    /** The image, for what the rule is about. @throws Refusal 404 as above; 403 if the caller only sees it */
    public Image permitted(Rule rule, String id, Caller caller) {
        Sight sight = look(id, caller);
        if (!policy.allows(rule, caller, PolicyTarget.of(sight.image(), sight.member()))) {
            throw forbidden(rule, caller);
        }
        return sight.image();
    }

    /** Whether the caller may do that to an image that it sees. */
    public boolean allows(Rule rule, Image image, Caller caller) {
        return policy.allows(rule, caller, PolicyTarget.of(image, membership(image, caller)));
    }

    /**
     * The same of an image from a list, without a look into the database: who is neither owner nor admin has a shared image there as
     * its member.
     */
    public boolean allowsListed(Rule rule, Image image, Caller caller) {
        String member =
                isThroughMembership(image, caller) && !isAdmin(caller) ? caller.project() : null;
        return policy.allows(rule, caller, PolicyTarget.of(image, member));
    }

    /** @throws Refusal 403 if the caller may not do that to an image that it sees */
    public void check(Rule rule, Image image, Caller caller) {
        if (!allows(rule, image, caller)) {
            throw forbidden(rule, caller);
        }
    }

    /** @throws Refusal 403 if the caller may not do that at all, for its own project */
    public void check(Rule rule, Caller caller) {
        check(rule, caller, PolicyTarget.of(caller));
    }

    /** @throws Refusal 403 if the caller may not do that to this */
    public void check(Rule rule, Caller caller, PolicyTarget target) {
        if (!policy.allows(rule, caller, target)) {
            throw forbidden(rule, caller);
        }
    }

    /** @throws Refusal 403 unless the caller may give this image, or a new one of this owner, this visibility */
    public void checkMayShow(Caller caller, @Nullable String owner, Visibility visibility) {
        Rule rule =
                switch (visibility) {
                    case PUBLIC -> Rule.PUBLICIZE_IMAGE;
                    case COMMUNITY -> Rule.COMMUNITIZE_IMAGE;
                    case SHARED, PRIVATE -> null;
                };
        if (rule != null) {
            check(rule, caller, PolicyTarget.owned(owner, visibility.toString(), null));
        }
    }

    /** Whether the caller sees and may change what everybody owns. */
    public boolean isAdmin(Caller caller) {
        return policy.isAdmin(caller);
    }

    /** As whom the caller lists images. @throws Refusal 403 if it may not */
    public ImageQuery.Viewer viewer(Caller caller) {
        check(Rule.GET_IMAGES, caller);
        return new ImageQuery.Viewer(caller.project(), isAdmin(caller));
    }

    public static Refusal notFound() {
        return Refusal.notFound("There is no such image, or it is not shared with you.");
    }

    private Refusal forbidden(Rule rule, Caller caller) {
        boolean communityIsOpen =
                rule == Rule.PUBLICIZE_IMAGE
                        && policy.allows(Rule.COMMUNITIZE_IMAGE, caller, PolicyTarget.of(caller));
        return Refusal.forbidden(
                (communityIsOpen
                                ? "You are not permitted to make an image public (policy %s); community is open to every owner."
                                : "You are not permitted to do this (policy %s): it wants another role, or another project.")
                        .formatted(rule));
    }

    /** @param member the caller's project, if it sees the image as a member */
    private record Sight(Image image, @Nullable String member) {}

    private Sight look(String id, Caller caller) {
        Optional<Images.Found> found =
                ImageId.tryParse(id).flatMap(parsed -> images.find(parsed, caller.project()));
        if (found.isEmpty()) {
            throw notFound();
        }
        Image image = found.get().image();
        String member =
                isThroughMembership(image, caller) && found.get().member()
                        ? caller.project()
                        : null;
        boolean reached =
                switch (image.visibility()) {
                    case PUBLIC, COMMUNITY -> true;
                    case SHARED, PRIVATE ->
                            member != null
                                    || caller.project().equals(image.owner())
                                    || isAdmin(caller)
                                    || caller.isService();
                };
        if (!reached || !policy.allows(Rule.GET_IMAGE, caller, PolicyTarget.of(image, member))) {
            throw notFound();
        }
        return new Sight(image, member);
    }

    private @Nullable String membership(Image image, Caller caller) {
        return isThroughMembership(image, caller)
                        && members.find(image.id(), caller.project()).isPresent()
                ? caller.project()
                : null;
    }

    private static boolean isThroughMembership(Image image, Caller caller) {
        return image.visibility() == Visibility.SHARED && !caller.project().equals(image.owner());
    }
}
