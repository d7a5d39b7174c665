package diskmill.api.v2.imports;

import diskmill.api.web.Refusal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which store an import asks for, by Glance's three fields and its header. There is one here, and it has no name, so whoever
 * names one names another.
 *
 * @param all whether it is to be in all stores
 */
record StoreChoice(boolean all) {

    /** The header by which a store can be named. */
    static final String HEADER = "X-Image-Meta-Store";

    /**
     * @param header the value of {@link #HEADER}; null if it was not sent
     * @throws Refusal 400 for what contradicts itself; 409 for a store that is not here
     */
    static StoreChoice read(ObjectNode body, @Nullable String header) {
        boolean all = flag(body, "all_stores", false);
        // with one store, it is all the same whether all must succeed
        flag(body, "all_stores_must_succeed", true);
        boolean named = body.has("stores");
        if (all && (named || header != null)) {
            throw Refusal.badRequest(
                    "All_stores parameter can't be used with x-image-meta-store header or stores parameter.");
        }
        if (named && header != null) {
            throw Refusal.badRequest(
                    "Stores parameter and x-image-meta-store header can't be both specified.");
        }
        JsonNode stores = body.path("stores");
        if (named && !(stores.isArray() && stores.valueStream().allMatch(JsonNode::isString))) {
            throw Refusal.badRequest("'stores' must be a list of texts; leave it out.");
        }
        if ((named && !stores.isEmpty()) || (header != null && !header.isBlank())) {
            throw Refusal.conflict(
                    "There is no such store: there is one here, without a name; leave out stores and x-image-meta-store.");
        }
        return new StoreChoice(all);
    }

    private static boolean flag(ObjectNode body, String name, boolean usual) {
        JsonNode value = body.path(name);
        if (value.isMissingNode()) {
            return usual;
        }
        if (!value.isBoolean()) {
            throw Refusal.badRequest("'%s' must be boolean value only.".formatted(name));
        }
        return value.booleanValue();
    }
}
