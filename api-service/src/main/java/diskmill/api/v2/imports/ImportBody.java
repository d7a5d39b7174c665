package diskmill.api.v2.imports;

import diskmill.api.web.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of an import request, read.
 *
 * @param asked by the object {@code diskmill}
 */
record ImportBody(Way way, StoreChoice stores, DiskmillProperties asked) {

    /** Which way the bytes come. */
    sealed interface Way {

        /** The API's word. */
        String method();

        /** They lie staged. */
        record Staged() implements Way {

            @Override
            public String method() {
                return ImportMethods.GLANCE_DIRECT;
            }
        }

        /** @param uri as it was written */
        record Download(String uri) implements Way {

            @Override
            public String method() {
                return ImportMethods.WEB_DOWNLOAD;
            }
        }

        /** From the store that has them to others. */
        record Copy() implements Way {

            @Override
            public String method() {
                return ImportMethods.COPY_IMAGE;
            }
        }

        /** From another image service. */
        record Other(RemoteImage image) implements Way {

            @Override
            public String method() {
                return ImportMethods.GLANCE_DOWNLOAD;
            }
        }
    }

    private static final Set<String> KNOWN =
            Set.of("method", "diskmill", "stores", "all_stores", "all_stores_must_succeed");

    /**
     * @param methods names of those that are enabled
     * @param store   the value of the header {@link StoreChoice#HEADER}; null if it was not sent
     * @throws Refusal 400 for what is no import that we know; 409 for a store that is not here
     */
    static ImportBody read(ObjectNode body, @Nullable String store, List<String> methods) {
        for (String field : body.propertyNames()) {
            if (!KNOWN.contains(field)) {
                throw Refusal.badRequest(
                        "An import has no field '%s'; it has method and diskmill."
                                .formatted(field));
            }
        }
        JsonNode method = body.path("method");
        String name = method.path("name").asString("");
        if (name.isEmpty()) {
            throw Refusal.badRequest(
                    "Say which way the bytes come: {\"method\": {\"name\": \"web-download\", \"uri\": \"https://…\"}}.");
        }
        if (!methods.contains(name)) {
            throw Refusal.badRequest(
                    "Unknown import method name '%s'; enabled are %s."
                            .formatted(name, String.join(", ", methods)));
        }
        StoreChoice stores = StoreChoice.read(body, store);
        return new ImportBody(way(name, method), stores, asked(body.path("diskmill")));
    }

    private static Way way(String name, JsonNode method) {
        return switch (name) {
            case ImportMethods.WEB_DOWNLOAD -> {
                if (!method.path("uri").isString()) {
                    throw Refusal.badRequest("web-download needs a uri, as text.");
                }
                yield new Way.Download(method.path("uri").stringValue());
            }
            case ImportMethods.COPY_IMAGE -> new Way.Copy();
            case ImportMethods.GLANCE_DOWNLOAD -> new Way.Other(RemoteImage.read(method));
            default -> new Way.Staged();
        };
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
}
