package diskmill.api.v2.imports;

import diskmill.api.web.Refusal;
import diskmill.image.ImageId;
import tools.jackson.databind.JsonNode;

/**
 * Which image of which other service a glance-download names.
 *
 * @param region as the operator calls it
 * @param reach  which of the service's addresses: public, internal or admin, or what the caller takes for one
 */
public record RemoteImage(String region, ImageId id, String reach) {

    /** @throws Refusal 400 for what is missing, or no such thing */
    static RemoteImage read(JsonNode method) {
        String region = text(method, "glance_region");
        String id = text(method, "glance_image_id");
        JsonNode reach = method.path("glance_service_interface");
        if (!reach.isMissingNode() && !reach.isString()) {
            throw Refusal.badRequest(
                    "'glance_service_interface' must be a text: public, internal or admin.");
        }
        return new RemoteImage(
                region,
                ImageId.tryParse(id)
                        .orElseThrow(() ->
                                Refusal.badRequest(
                                        "Remote image id does not look like a UUID; give glance_image_id as 36 characters.")),
                reach.isMissingNode() ? "public" : reach.stringValue());
    }

    private static String text(JsonNode method, String name) {
        JsonNode value = method.path(name);
        if (!value.isString() || value.stringValue().isEmpty()) {
            throw Refusal.badRequest(
                    "'%s' needs to be set for glance-download import method.".formatted(name));
        }
        return value.stringValue();
    }
}
