package diskmill.api.v2.images;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageEdit;
import diskmill.api.catalog.ImageStatus;
import diskmill.api.identity.Caller;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.properties.PropertyRules;
import diskmill.api.web.Refusal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a PATCH makes of an image as it was read; all of it or nothing. */
final class ImageChange {

    private static final Set<String> FORMATS = Set.of("disk_format", "container_format");

    private final ImagePolicy policy;
    private final PropertyRules rules;
    private final Caller caller;
    private final List<PatchOperation> operations;

    ImageChange(
            ImagePolicy policy,
            PropertyRules rules,
            Caller caller,
            List<PatchOperation> operations) {
        this.policy = policy;
        this.rules = rules;
        this.caller = caller;
        this.operations = List.copyOf(operations);
    }

    /** @throws Refusal if an operation is not allowed or not possible */
    ImageEdit on(Image image) {
        ImageDraft draft = new ImageDraft(image);
        for (PatchOperation operation : operations) {
            apply(operation, draft, image);
        }
        draft.check(rules);
        if (draft.asksOtherWork(image)) {
            draft.checkWork();
        }
        if (draft.visibility() != image.visibility()) {
            policy.checkMayShow(caller, image.owner(), draft.visibility());
        }
        if (!Objects.equals(draft.owner(), image.owner()) && !policy.isAdmin(caller)) {
            throw Refusal.forbidden("Only an admin can give an image another owner.");
        }
        return draft.toEdit(image.updatedAt());
    }

    private static void apply(PatchOperation operation, ImageDraft draft, Image image) {
        String field = operation.field();
        FieldNames.checkSettable(field);
        if (FORMATS.contains(field)
                && image.status() != ImageStatus.QUEUED
                && image.status() != ImageStatus.IMPORTING) {
            throw Refusal.forbidden(
                    "'%s' can be changed only while the image is queued.".formatted(field));
        }
        switch (operation.kind()) {
            case ADD -> draft.set(field, value(operation));
            case ADD_NEW -> {
                if (draft.has(field)) {
                    throw Refusal.conflict("Property %s already present.".formatted(field));
                }
                draft.set(field, value(operation));
            }
            case REPLACE -> {
                checkThere(field, draft);
                draft.set(field, value(operation));
            }
            case REMOVE -> {
                if (FieldNames.WRITABLE.contains(field)) {
                    throw Refusal.forbidden("Property %s may not be removed.".formatted(field));
                }
                checkThere(field, draft);
                draft.removeProperty(field);
            }
        }
    }

    private static void checkThere(String field, ImageDraft draft) {
        if (!draft.has(field)) {
            throw Refusal.conflict("Property %s does not exist.".formatted(field));
        }
    }

    private static JsonNode value(PatchOperation operation) {
        return Objects.requireNonNull(operation.value(), "the reader of the body saw to it");
    }
}
