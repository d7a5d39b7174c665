package diskmill.api.identity.v3;

import diskmill.api.identity.Logins;
import diskmill.api.web.Refusal;
import diskmill.api.web.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The body of {@code POST /v3/auth/tokens}, read: method password, in the one domain. */
final class AuthBody {

    private static final String DOMAIN_ID = "default";
    private static final String DOMAIN_NAME = "Default";

    /** Characters, as in Keystone. */
    private static final int LONGEST_NAME = 255;

    private static final int LONGEST_PASSWORD = 4096;

    private AuthBody() {}

    static Logins.Request read(ObjectNode body, String from) {
        JsonNode auth = child(body, "auth");
        JsonNode identity = child(auth, "identity");
        List<String> methods =
                identity.path("methods").valueStream().map(node -> node.asString("")).toList();
        if (!methods.equals(List.of("password"))) {
            throw denied("Only the method password is possible here.");
        }
        JsonNode user = child(child(identity, "password"), "user");
        String id = text(user, "id");
        String name = text(user, "name");
        String password = text(user, "password", LONGEST_PASSWORD);
        if (password == null || (id == null && name == null)) {
            throw Refusal.badRequest(
                    "Give the user's password, and its id, or its name with its domain.");
        }
        if (id == null) {
            checkDomain(user.path("domain"));
        }
        return new Logins.Request(id, id == null ? name : null, password, scope(auth), from);
    }

    private static Logins.Scope scope(JsonNode auth) {
        JsonNode scope = auth.path("scope");
        if (scope.isMissingNode() || scope.isNull()) {
            return new Logins.Scope.Default();
        }
        if ("unscoped".equals(scope.asString("")) || scope.has("unscoped")) {
            return new Logins.Scope.None();
        }
        if (!scope.has("project")) {
            throw denied("Only a project can be the scope here.");
        }
        JsonNode project = child(scope, "project");
        String id = text(project, "id");
        String name = text(project, "name");
        if (id == null && name == null) {
            throw Refusal.badRequest("Give the project's id, or its name with its domain.");
        }
        if (id == null) {
            checkDomain(project.path("domain"));
        }
        return new Logins.Scope.Project(id, id == null ? name : null);
    }

    private static void checkDomain(JsonNode domain) {
        String id = domain.isObject() ? text(domain, "id") : null;
        String name = domain.isObject() ? text(domain, "name") : null;
        if (id == null && name == null) {
            throw Refusal.badRequest("A name needs its domain's id or name beside it.");
        }
        if (!DOMAIN_ID.equals(id) && !DOMAIN_NAME.equals(name)) {
            throw AuthController.denied();
        }
    }

    private static JsonNode child(JsonNode parent, String key) {
        JsonNode child = parent.path(key);
        if (child.isObject()) {
            return child;
        }
        throw Refusal.badRequest("The body lacks the object '%s'.".formatted(key));
    }

    private static @Nullable String text(JsonNode parent, String key) {
        return text(parent, key, LONGEST_NAME);
    }

    private static @Nullable String text(JsonNode parent, String key, int longest) {
        JsonNode value = parent.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw Refusal.badRequest("'%s' must be text.".formatted(key));
        }
        if (Text.length(value.stringValue()) > longest) {
            throw Refusal.badRequest("'%s' has at most %d characters.".formatted(key, longest));
        }
        return value.stringValue();
    }

    private static Refusal denied(String message) {
        return new Refusal(401, message);
    }
}
