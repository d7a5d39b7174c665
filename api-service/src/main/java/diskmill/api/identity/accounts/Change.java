package diskmill.api.identity.accounts;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What shall become different. Null leaves it as it is.
 *
 * @param defaultProject of a user; empty for none
 * @param password       of a user, in plain text
 * @param extra          replaces those of the same names; a null takes one away
 */
public record Change(
        @Nullable String name,
        @Nullable String description,
        @Nullable Boolean enabled,
        @Nullable String defaultProject,
        @Nullable String password,
        ObjectNode extra) {

    public static Change ofPassword(String password) {
        return new Change(null, null, null, null, password, Rows.noExtra());
    }

    @Override
    public String toString() {
        return "Change[%s]".formatted(name);
    }
}
