package diskmill.api.v2.images;

import diskmill.api.catalog.Image;
import diskmill.api.identity.Caller;
import diskmill.api.imports.Registrations;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.properties.PropertyRules;
import diskmill.api.quota.Excess;
import diskmill.api.web.Refusal;
import tools.jackson.databind.node.ObjectNode;

/** Registers images by the rules of {@code POST /v2/images}, whoever asks for it. Threads may share it. */
public final class NewImages {

    private final Registrations registrations;
    private final ImagePolicy policy;
    private final PropertyRules rules;

    NewImages(Registrations registrations, ImagePolicy policy, PropertyRules rules) {
        this.registrations = registrations;
        this.policy = policy;
        this.rules = rules;
    }

    /**
     * Takes part in the caller's transaction if there is one.
     *
     * @param body as the request's
     * @throws Refusal if a field is not the caller's to set or cannot be what it is; 409 if its id is taken
     */
    public Image insert(ObjectNode body, Caller caller) {
        NewImageBody read = NewImageBody.read(body, caller, policy, rules);
        return switch (registrations.register(read.image())) {
            case Registrations.Result.Registered(Image image) -> image;
            case Registrations.Result.OverQuota(Excess excess) ->
                    throw Refusal.tooLarge(excess.sentence());
            case Registrations.Result.IdTaken _ ->
                    throw Refusal.conflict(
                            "Image ID %s already exists, or did; choose another, or leave it out."
                                    .formatted(read.image().id()));
        };
    }
}
