package diskmill.api.identity.accounts;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A user, without the password.
 *
 * @param defaultProject a project's id
 * @param extra          what Keystone keeps as it came, such as an email
 */
public record User(
        String id,
        String name,
        String description,
        @Nullable String defaultProject,
        boolean enabled,
        ObjectNode extra) {}
