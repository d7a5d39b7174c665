package diskmill.api.v2.images;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.Images;
import diskmill.api.identity.Caller;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.web.Refusal;
import tools.jackson.databind.node.ObjectNode;

/** Registers images by the rules of {@code POST /v2/images}, whoever asks for it. Threads may share it. */
public final class NewImages {

    private final Images images;
    private final ImagePolicy policy;

    NewImages(Images images, ImagePolicy policy) {
        this.images = images;
        this.policy = policy;
    }

    /**
     * Takes part in the caller's transaction if there is one.
     *
     * @param body as the request's
     * @throws Refusal if a field is not the caller's to set or cannot be what it is; 409 if its id is taken
     */
    public Image insert(ObjectNode body, Caller caller) {
        NewImageBody read = NewImageBody.read(body, caller, policy);
        return switch (images.insert(read.image())) {
            case Images.Insertion.Inserted(Image image) -> image;
            case Images.Insertion.IdTaken _ ->
                    throw Refusal.conflict(
                            "Image ID %s already exists, or did; choose another, or leave it out."
                                    .formatted(read.image().id()));
        };
    }
}
