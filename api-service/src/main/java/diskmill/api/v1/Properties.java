package diskmill.api.v1;

import diskmill.api.catalog.Image;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What v1 has fields for and v2 keeps as an image's properties. */
final class Properties {

    private static final String DESCRIPTION = "description";
    private static final String DISPLAY_NAME = "display_name";
    private static final String MIN_LIMIT = "min_limit";

    private static final int MAX_DESCRIPTION = 65_535;

    private Properties() {}

    /** Those that a request gives. */
    static Map<String, JsonNode> read(Body body) {
        Map<String, JsonNode> given = new LinkedHashMap<>();
        body.text("description", MAX_DESCRIPTION)
                .ifPresent(text -> given.put(DESCRIPTION, text(text)));
        body.text("displayName", Body.MAX_TEXT)
                .ifPresent(text -> given.put(DISPLAY_NAME, text(text)));
        body.amount("minLimit")
                .ifPresent(amount -> given.put(MIN_LIMIT, text(Long.toString(amount))));
        return given;
    }

    static @Nullable String description(Image image) {
        return image.properties().get(DESCRIPTION);
    }

    /** As {@code image_display_name} in the database finds it, by which images are searched for. */
    static @Nullable String displayName(Image image) {
        Map<String, String> properties = image.properties();
        return given(properties, DISPLAY_NAME)
                .or(() ->
                        given(properties, "os_distro")
                                .map(system ->
                                        given(properties, "os_version")
                                                .map(version -> system + " " + version)
                                                .orElse(system)))
                .or(() -> Optional.ofNullable(properties.get("os_type")))
                .map(name -> name.codePoints().limit(Body.MAX_TEXT))
                .map(points ->
                        points.collect(
                                        StringBuilder::new,
                                        StringBuilder::appendCodePoint,
                                        StringBuilder::append)
                                .toString())
                .orElse(null);
    }

    /** Null where it is not set, or v2 has set it to what is no number. */
    static @Nullable Long minLimit(Image image) {
        String text = image.properties().get(MIN_LIMIT);
        try {
            return text != null && text.matches("[0-9]+") ? Long.valueOf(text) : null;
        } catch (NumberFormatException tooLarge) {
            return null;
        }
    }

    private static Optional<String> given(Map<String, String> properties, String name) {
        return Optional.ofNullable(properties.get(name)).filter(value -> !value.isEmpty());
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.stringNode(text);
    }
}
