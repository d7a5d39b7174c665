package diskmill.api.v2.images;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.Images;
import diskmill.api.identity.Caller;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.web.Refusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Changes images by the rules of {@code PATCH /v2/images/{id}}, whoever asks for it. Threads may share it. */
public final class ImageChanges {

    /** How often a change is computed anew because something else changed the image in between. */
    private static final int MAX_RACES = 10;

    private final Images images;
    private final ImagePolicy policy;

    ImageChanges(Images images, ImagePolicy policy) {
        this.images = images;
        this.policy = policy;
    }

    /**
     * Takes part in the caller's transaction if there is one.
     *
     * @param image  which the caller may modify
     * @param fields by the API's names, with their new values; with none, only the time of the change is new
     * @throws Refusal if a field is not the caller's to set or cannot be what it is
     */
    public Image set(Image image, Map<String, JsonNode> fields, Caller caller) {
        List<PatchOperation> operations =
                fields.entrySet().stream()
                        .map(field ->
                                new PatchOperation(
                                        PatchOperation.Kind.ADD, field.getKey(), field.getValue()))
                        .toList();
        return change(image, operations, null, caller);
    }

    /** @param ifMatch as the request's header; null if it was not sent */
    Image change(
            Image read, List<PatchOperation> operations, @Nullable String ifMatch, Caller caller) {
        ImageChange change = new ImageChange(policy, caller, operations);
        Image image = read;
        for (int race = 0; race < MAX_RACES; race++) {
            RowTag.check(ifMatch, image);
            switch (images.update(image.id(), change.on(image))) {
                case Images.Update.Edited(Image edited) -> {
                    return edited;
                }
                case Images.Update.Gone _ -> throw ImagePolicy.notFound();
                case Images.Update.Raced _ ->
                        image = policy.permitted(Rule.MODIFY_IMAGE, read.id().toString(), caller);
            }
        }
        throw Refusal.conflict("The image is being changed by others just now; try again.");
    }
}
