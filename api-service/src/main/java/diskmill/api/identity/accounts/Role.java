package diskmill.api.identity.accounts;

import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** @param extra what Keystone keeps as it came */
public record Role(String id, String name, String description, ObjectNode extra) {

    /** Keystone's default roles, which policies go by. */
    private static final Set<String> BUILT_IN =
            Set.of("admin", "manager", "member", "reader", "service");

    public boolean isBuiltIn() {
        return BUILT_IN.contains(name);
    }
}
