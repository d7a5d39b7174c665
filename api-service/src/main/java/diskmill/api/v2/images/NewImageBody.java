package diskmill.api.v2.images;

import diskmill.api.catalog.NewImage;
import diskmill.api.identity.Caller;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.PolicyTarget;
import diskmill.api.policy.Rule;
import diskmill.api.properties.PropertyRules;
import diskmill.api.web.Refusal;
import diskmill.image.ImageId;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The body of {@code POST /v2/images}, read and checked. */
record NewImageBody(NewImage image) {

    /** @throws Refusal if a field is not the caller's to set, or cannot be what it is */
    static NewImageBody read(
            ObjectNode body, Caller caller, ImagePolicy policy, PropertyRules rules) {
        ImageDraft draft = new ImageDraft(caller.project());
        ImageId id = ImageId.random();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if ("id".equals(field.getKey())) {
                id = id(field.getValue());
            } else {
                FieldNames.checkSettable(field.getKey());
                draft.set(field.getKey(), field.getValue());
            }
        }
        draft.check(rules);
        draft.checkWork();
        if (!policy.isAdmin(caller) && !caller.project().equals(draft.owner())) {
            throw Refusal.forbidden(
                    "You are not permitted to create images owned by another project.");
        }
        policy.check(
                Rule.ADD_IMAGE,
                caller,
                PolicyTarget.owned(draft.owner(), draft.visibility().toString(), null));
        policy.checkMayShow(caller, draft.owner(), draft.visibility());
        return new NewImageBody(draft.toNew(id));
    }

    private static ImageId id(JsonNode value) {
        return ImageId.tryParse(value.isString() ? value.stringValue() : "")
                .orElseThrow(() ->
                        Refusal.badRequest(
                                "'id' must be a UUID of 36 characters; leave it out to get one."));
    }
}
