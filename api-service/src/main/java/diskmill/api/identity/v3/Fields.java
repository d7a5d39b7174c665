package diskmill.api.identity.v3;

import diskmill.api.web.Refusal;
import diskmill.api.web.StrictJson;
import diskmill.api.web.Text;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An object in a request's body, whose fields are read with their types checked. Null and missing are the same. */
public final class Fields {

    /** Characters, as in Keystone. */
    private static final int LONGEST_NAME = 255;

    private static final int LONGEST_TEXT = 4096;

    /** An account takes some hundred bytes. */
    private static final int MAX_BODY = 64 << 10;

    private final ObjectNode node;

    Fields(ObjectNode node) {
        this.node = node;
    }

    /** The one object below this key that Keystone's bodies consist of. */
    public static Fields of(HttpServletRequest request, String key) throws IOException {
        return new Fields(StrictJson.object(request, MAX_BODY)).child(key);
    }

    public Fields child(String key) {
        if (node.path(key) instanceof ObjectNode child) {
            return new Fields(child);
        }
        throw Refusal.badRequest("The body lacks the object '%s'.".formatted(key));
    }

    public Optional<Fields> optionalChild(String key) {
        return has(key) ? Optional.of(child(key)) : Optional.empty();
    }

    public boolean has(String key) {
        return !node.path(key).isMissingNode() && !node.path(key).isNull();
    }

    /** None where the key is not there. */
    public List<String> texts(String key) {
        JsonNode list = node.path(key);
        if (has(key) && !(list.isArray() && list.valueStream().allMatch(JsonNode::isString))) {
            throw Refusal.badRequest("'%s' must be a list of texts.".formatted(key));
        }
        return has(key) ? list.valueStream().map(JsonNode::stringValue).toList() : List.of();
    }

    /** As it is. */
    public JsonNode node(String key) {
        return node.path(key);
    }

    /** A name or an id. */
    public @Nullable String name(String key) {
        return text(key, LONGEST_NAME);
    }

    /** A name that is there, and is more than spaces. */
    public String requiredName(String key) {
        String name = name(key);
        if (name == null) {
            throw Refusal.badRequest("Give '%s'.".formatted(key));
        }
        checkName(key, name);
        return name;
    }

    /** A name that is more than spaces, if it is there. */
    public @Nullable String newName(String key) {
        String name = name(key);
        if (name != null) {
            checkName(key, name);
        }
        return name;
    }

    private static void checkName(String key, String name) {
        if (name.isBlank()) {
            throw Refusal.badRequest("'%s' must not be empty.".formatted(key));
        }
    }

    public @Nullable String text(String key) {
        return text(key, LONGEST_TEXT);
    }

    private @Nullable String text(String key, int longest) {
        if (!has(key)) {
            return null;
        }
        JsonNode value = node.path(key);
        if (!value.isString()) {
            throw Refusal.badRequest("'%s' must be text.".formatted(key));
        }
        if (Text.length(value.stringValue()) > longest) {
            throw Refusal.badRequest("'%s' has at most %d characters.".formatted(key, longest));
        }
        return value.stringValue();
    }

    public @Nullable Boolean bool(String key) {
        if (!has(key)) {
            return null;
        }
        if (!node.path(key).isBoolean()) {
            throw Refusal.badRequest("'%s' must be true or false.".formatted(key));
        }
        return node.path(key).booleanValue();
    }

    /** Whether the key is there with the value null. */
    public boolean isNull(String key) {
        return node.path(key).isNull();
    }

    /** All fields but these. */
    public ObjectNode others(Set<String> known) {
        ObjectNode others = node.deepCopy();
        others.remove(known);
        return others;
    }
}
