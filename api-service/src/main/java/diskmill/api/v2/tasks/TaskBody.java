package diskmill.api.v2.tasks;

import diskmill.api.web.Refusal;
import java.net.URI;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of {@code POST /v2/tasks}, read.
 *
 * @param source what the bytes come from, as it was written
 * @param image  the body by which the image is made
 * @param input  as it was sent
 */
record TaskBody(String source, ObjectNode image, ObjectNode input) {

    private static final Set<String> FIELDS = Set.of("type", "input");
    private static final Set<String> INPUTS =
            Set.of("import_from", "import_from_format", "image_properties");

    /** @throws Refusal 400 for what is no task that can be asked for */
    static TaskBody read(ObjectNode body) {
        checkNames(body, FIELDS, "A task");
        JsonNode type = body.path("type");
        if (type.isMissingNode()) {
            throw Refusal.badRequest("Task 'type' is required; the one that there is is import.");
        }
        if (!"import".equals(type.asString(""))) {
            throw Refusal.badRequest("Invalid task type; the one that can be asked for is import.");
        }
        if (!(body.path("input") instanceof ObjectNode input)) {
            throw Refusal.badRequest(
                    "Task 'input' is required: an object of import_from, import_from_format and image_properties.");
        }
        checkNames(input, INPUTS, "The input of an import task");
        String source = text(input, "import_from");
        String format = text(input, "import_from_format");
        if (!(input.path("image_properties") instanceof ObjectNode properties)) {
            throw Refusal.badRequest(
                    "Input does not contain 'image_properties' field, or it is no object.");
        }
        return new TaskBody(source, image(properties, format), input);
    }

    /** What comes is of the one format; where the image is to be of another, it is converted. */
    private static ObjectNode image(ObjectNode properties, String format) {
        ObjectNode image = properties.deepCopy();
        JsonNode wanted = image.path("disk_format");
        if (wanted.isString() && !wanted.stringValue().equals(format)) {
            image.put("diskmill_convert_to", wanted.stringValue());
        }
        if (wanted.isMissingNode() || wanted.isString()) {
            image.put("disk_format", format);
        }
        if (!image.has("container_format")) {
            image.put("container_format", "bare");
        }
        return image;
    }

    /** The input as it may be shown, by the address's one spelling and without its query, which may hold a secret. */
    String inputFrom(URI checked) {
        String address = checked.toString();
        int query = address.indexOf('?');
        ObjectNode shown = input.deepCopy();
        shown.put("import_from", query < 0 ? address : address.substring(0, query));
        return shown.toString();
    }

    private static String text(ObjectNode input, String name) {
        JsonNode value = input.path(name);
        if (!value.isString() || value.stringValue().isEmpty()) {
            throw Refusal.badRequest(
                    "Input does not contain '%s' field, or it is no text.".formatted(name));
        }
        return value.stringValue();
    }

    private static void checkNames(ObjectNode object, Set<String> known, String what) {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                throw Refusal.badRequest(
                        "%s has no field '%s'; it has %s."
                                .formatted(
                                        what,
                                        name,
                                        String.join(", ", known.stream().sorted().toList())));
            }
        }
    }
}
