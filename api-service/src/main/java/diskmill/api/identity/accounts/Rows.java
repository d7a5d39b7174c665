package diskmill.api.identity.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What all these tables have in common. */
final class Rows {

    private static final JsonMapper JSON = new JsonMapper();

    private Rows() {}

    /** As Keystone writes its ids: a UUID without hyphens. */
    static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    static ObjectNode extra(ResultSet row) throws SQLException {
        return (ObjectNode) JSON.readTree(row.getString("extra"));
    }

    static ObjectNode noExtra() {
        return JSON.createObjectNode();
    }
}
