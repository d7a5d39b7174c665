package diskmill.api.v2.imports;

import diskmill.api.web.Refusal;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of an import request, read.
 *
 * @param uri   for web-download, as it was written; else null
 * @param asked by the object {@code diskmill}
 */
record ImportBody(String method, @Nullable String uri, DiskmillProperties asked) {

    /** The last three are Glance's for several stores; here there is one. */
    private static final Set<String> KNOWN =
            Set.of("method", "diskmill", "stores", "all_stores", "all_stores_must_succeed");

    /** @throws Refusal 400 for what is no import that we know */
    static ImportBody read(ObjectNode body) {
        for (String field : body.propertyNames()) {
            if (!KNOWN.contains(field)) {
                throw Refusal.badRequest(
                        "An import has no field '%s'; it has method and diskmill."
                                .formatted(field));
            }
        }
        checkStores(body);
        JsonNode method = body.path("method");
        String name = method.path("name").asString("");
        if (name.isEmpty()) {
            throw Refusal.badRequest(
                    "Say which way the bytes come: {\"method\": {\"name\": \"web-download\", \"uri\": \"https://…\"}}.");
        }
        if (!ImportMethods.ENABLED.contains(name)) {
            throw Refusal.badRequest(
                    "The import method '%s' is not enabled; enabled are %s."
                            .formatted(name, String.join(", ", ImportMethods.ENABLED)));
        }
        return new ImportBody(name, uri(name, method), asked(body.path("diskmill")));
    }

    private static @Nullable String uri(String name, JsonNode method) {
        if (!name.equals(ImportMethods.WEB_DOWNLOAD)) {
            return null;
        }
        if (!method.path("uri").isString()) {
            throw Refusal.badRequest("web-download needs a uri, as text.");
        }
        return method.path("uri").stringValue();
    }

    private static DiskmillProperties asked(JsonNode diskmill) {
        DiskmillProperties asked = new DiskmillProperties(null, null);
        if (diskmill.isMissingNode() || diskmill.isNull()) {
            return asked;
        }
        if (!diskmill.isObject()) {
            throw Refusal.badRequest("'diskmill' must be a JSON object.");
        }
        for (Map.Entry<String, JsonNode> wish : diskmill.properties()) {
            if (!wish.getValue().isString()) {
                throw Refusal.badRequest("'diskmill.%s' must be text.".formatted(wish.getKey()));
            }
            asked = asked.with(wish.getKey(), wish.getValue().stringValue(), "diskmill.");
        }
        return asked;
    }

    private static void checkStores(ObjectNode body) {
        JsonNode stores = body.path("stores");
        if (!stores.isMissingNode() && !(stores.isArray() && stores.isEmpty())) {
            throw Refusal.badRequest("There is one store here; leave out stores.");
        }
        for (String flag : Set.of("all_stores", "all_stores_must_succeed")) {
            JsonNode value = body.path(flag);
            if (!value.isMissingNode() && !value.isBoolean()) {
                throw Refusal.badRequest("'%s' must be true or false.".formatted(flag));
            }
        }
    }
}
