package diskmill.api.properties;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The properties that the namespace {@code EasyStack::Image} defines, in its order: the one file of it is a metadata definition, too. What is
 * for people stands there in English and, behind a slash, in Chinese, since Glance's form has no field for a second language.
 */
public final class KnownProperties {

    private static final String FILE = "/diskmill/api/metadefs/image-service.json";

    private static final String BETWEEN_LANGUAGES = " / ";

    private static final SequencedMap<String, KnownProperty> ALL = read();

    private KnownProperties() {}

    /** By name. */
    public static SequencedMap<String, KnownProperty> all() {
        return Collections.unmodifiableSequencedMap(ALL);
    }

    private static SequencedMap<String, KnownProperty> read() {
        try (InputStream file = KnownProperties.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("the jar lacks " + FILE);
            }
            SequencedMap<String, KnownProperty> all = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> property :
                    new JsonMapper().readTree(file).get("properties").properties()) {
                all.put(property.getKey(), property(property.getKey(), property.getValue()));
            }
            return all;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static KnownProperty property(String name, JsonNode json) {
        String title = json.get("title").stringValue();
        String description = json.get("description").stringValue();
        return new KnownProperty(
                name,
                english(title),
                chinese(title),
                english(description),
                chinese(description),
                json.path("enum").valueStream().map(JsonNode::stringValue).toList());
    }

    private static String english(String text) {
        return text.substring(0, text.indexOf(BETWEEN_LANGUAGES));
    }

    private static String chinese(String text) {
        return text.substring(text.indexOf(BETWEEN_LANGUAGES) + BETWEEN_LANGUAGES.length());
    }
}
