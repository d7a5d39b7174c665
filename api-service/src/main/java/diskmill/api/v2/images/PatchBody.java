package diskmill.api.v2.images;

import diskmill.api.v2.images.PatchOperation.Kind;
import diskmill.api.web.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/** Reads the body of a PATCH, in either of Glance's two media types; plain JSON is the second, as the service's own document has it (5.2). */
enum PatchBody {
    /** As RFC 6902 was in its draft 4: {@code {"replace": "/name", "value": …}}. */
    V2_0("application/openstack-images-v2.0-json-patch") {
        @Override
        PatchOperation operation(JsonNode operation) {
            List<String> verbs = VERBS.stream().filter(operation::has).toList();
            if (verbs.size() != 1) {
                throw Refusal.badRequest(
                        "Each operation must have exactly one of the members add, remove and replace.");
            }
            String verb = verbs.getFirst();
            Kind kind = kind(verb);
            return assembled(kind == Kind.ADD ? Kind.ADD_NEW : kind, verb, operation);
        }
    },
    /** As RFC 6902 is: {@code {"op": "replace", "path": "/name", "value": …}}. */
    V2_1("application/openstack-images-v2.1-json-patch") {
        @Override
        PatchOperation operation(JsonNode operation) {
            return assembled(kind(operation.path("op").asString("")), "path", operation);
        }
    };

    private static final List<String> VERBS = List.of("add", "remove", "replace");

    /** A pointer of RFC 6901 that has at least one step, and no empty one. */
    private static final Pattern POINTER = Pattern.compile("(/([^/~]|~[01])+)+");

    private final String mediaType;

    PatchBody(String mediaType) {
        this.mediaType = mediaType;
    }

    /** @throws Refusal 415, with the types that are possible, for any other type or none */
    static PatchBody ofContentType(@Nullable String contentType) {
        if (contentType != null) {
            try {
                MediaType given = MediaType.parseMediaType(contentType);
                if (given.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)) {
                    return V2_1;
                }
                for (PatchBody body : values()) {
                    if (given.equalsTypeAndSubtype(MediaType.parseMediaType(body.mediaType))) {
                        return body;
                    }
                }
            } catch (InvalidMediaTypeException unreadable) {
                // as any other type that is none of them
            }
        }
        String possible =
                String.join(", ", V2_0.mediaType, V2_1.mediaType, MediaType.APPLICATION_JSON_VALUE);
        throw new Refusal(
                415,
                "Send the change as Content-Type %s.".formatted(V2_1.mediaType),
                Map.of("Accept-Patch", possible));
    }

    List<PatchOperation> read(JsonNode body) {
        if (!body.isArray()) {
            throw Refusal.badRequest("The body must be a JSON array of operation objects.");
        }
        List<PatchOperation> operations = new ArrayList<>();
        for (JsonNode operation : body) {
            if (!operation.isObject()) {
                throw Refusal.badRequest("Each operation must be a JSON object.");
            }
            operations.add(operation(operation));
        }
        return operations;
    }

    abstract PatchOperation operation(JsonNode operation);

    static PatchOperation assembled(Kind kind, String pathMember, JsonNode operation) {
        String field = field(operation.path(pathMember));
        if (kind == Kind.REMOVE) {
            return new PatchOperation(kind, field, null);
        }
        JsonNode value = operation.get("value");
        if (value == null) {
            throw Refusal.badRequest(
                    "The operation on '%s' needs a member named value.".formatted(field));
        }
        return new PatchOperation(kind, field, value);
    }

    private static Kind kind(String verb) {
        return switch (verb) {
            case "add" -> Kind.ADD;
            case "remove" -> Kind.REMOVE;
            case "replace" -> Kind.REPLACE;
            default -> throw Refusal.badRequest("'op' must be add, remove or replace.");
        };
    }

    private static String field(JsonNode path) {
        String pointer = path.asString("");
        if (!POINTER.matcher(pointer).matches()) {
            throw Refusal.badRequest(
                    "Each operation needs a path such as /name: a slash, then the field, with ~0 for ~ and ~1 for /.");
        }
        String first = pointer.substring(1).split("/", -1)[0];
        if ("locations".equals(first)) {
            FieldNames.checkSettable(first);
        }
        if (first.length() + 1 < pointer.length()) {
            throw Refusal.badRequest(
                    "The path %s leads inside a field; only whole fields can be changed."
                            .formatted(pointer));
        }
        return first.replace("~1", "/").replace("~0", "~");
    }
}
