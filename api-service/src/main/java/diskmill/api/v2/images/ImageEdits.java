package diskmill.api.v2.images;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageEdit;
import diskmill.api.catalog.Images;
import diskmill.api.identity.Caller;
import diskmill.api.imports.Deletion;
import diskmill.api.imports.Imports;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.properties.PropertyRules;
import diskmill.api.web.Refusal;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Changes and deletes images as a caller may. Threads may share it. */
public final class ImageEdits {

    /** How often a change is computed anew because something else changed the image in between. */
    private static final int MAX_RACES = 10;

    private final Images images;
    private final Imports imports;
    private final ImagePolicy policy;
    private final PropertyRules rules;

    ImageEdits(Images images, Imports imports, ImagePolicy policy, PropertyRules rules) {
        this.images = images;
        this.imports = imports;
        this.policy = policy;
        this.rules = rules;
    }

    /** All of the operations or none. @throws Refusal if one is not allowed or not possible; 412 if the image is another one than {@code ifMatch} wants */
    Image change(
            String id, Caller caller, List<PatchOperation> operations, @Nullable String ifMatch) {
        return update(id, caller, new ImageChange(policy, rules, caller, operations)::on, ifMatch);
    }

    /**
     * Takes part in the caller's transaction if there is one.
     *
     * @param fields by the API's names, with their new values; with none, only the time of the change is new
     * @throws Refusal if a field is not the caller's to set or cannot be what it is
     */
    public Image set(String id, Map<String, JsonNode> fields, Caller caller) {
        List<PatchOperation> operations =
                fields.entrySet().stream()
                        .map(field ->
                                new PatchOperation(
                                        PatchOperation.Kind.ADD, field.getKey(), field.getValue()))
                        .toList();
        return change(id, caller, operations, null);
    }

    /**
     * Gives the image other tags.
     *
     * @param tags of those that the image has makes those that it is to have, and may be asked more than once
     * @throws Refusal 404, 403, 413 where these are too many, or 412 if the image is another one than {@code ifMatch} wants
     */
    public Image retag(
            String id,
            Caller caller,
            UnaryOperator<SortedSet<String>> tags,
            @Nullable String ifMatch) {
        return update(
                id,
                caller,
                image -> {
                    ImageDraft draft = new ImageDraft(image);
                    draft.setTags(tags.apply(new TreeSet<>(image.tags())));
                    return draft.toEdit(image.updatedAt());
                },
                ifMatch);
    }

    /** @throws Refusal 404; 403, also for one that is protected; 412 if the image is another one than {@code ifMatch} wants */
    public void delete(String id, Caller caller, @Nullable String ifMatch) {
        Image image = policy.permitted(Rule.DELETE_IMAGE, id, caller);
        switch (imports.delete(image.id(), now -> RowTag.isWanted(ifMatch, now))) {
            case Deletion.Deleted _ -> {}
            case Deletion.Changed _ -> throw RowTag.refused();
            case Deletion.NotFound _ -> throw ImagePolicy.notFound();
            case Deletion.Protected _ ->
                    throw Refusal.forbidden(
                            "Image %s is protected and cannot be deleted; set its field protected to false first."
                                    .formatted(image.id()));
        }
    }

    private Image update(
            String id, Caller caller, Function<Image, ImageEdit> change, @Nullable String ifMatch) {
        Image image = policy.permitted(Rule.MODIFY_IMAGE, id, caller);
        for (int race = 0; race < MAX_RACES; race++) {
            RowTag.check(ifMatch, image);
            switch (images.update(image.id(), change.apply(image))) {
                case Images.Update.Edited(Image edited) -> {
                    return edited;
                }
                case Images.Update.Gone _ -> throw ImagePolicy.notFound();
                case Images.Update.Raced _ ->
                        image = policy.permitted(Rule.MODIFY_IMAGE, id, caller);
            }
        }
        throw Refusal.conflict("The image is being changed by others just now; try again.");
    }
}
