package diskmill.api.identity.accounts;

import tools.jackson.databind.node.ObjectNode;

/** @param extra what Keystone keeps as it came, such as tags */
public record Project(
        String id, String name, String description, boolean enabled, ObjectNode extra) {}
