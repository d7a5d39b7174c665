package diskmill.api.identity.v3;

import diskmill.api.identity.accounts.ApplicationCredentials;
import diskmill.api.identity.tokens.Logins;
import diskmill.api.identity.tokens.Logins.Proof;
import diskmill.api.web.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The body of {@code POST /v3/auth/tokens}, read: one of three methods, in the one domain. */
final class AuthBody {

    private AuthBody() {}

    static Logins.Request read(ObjectNode body, String from) {
        Fields auth = new Fields(body).child("auth");
        Fields identity = auth.child("identity");
        List<String> methods = identity.texts("methods");
        if (methods.size() != 1) {
            throw denied("Give one method: password, token or application_credential.");
        }
        Proof proof =
                switch (methods.getFirst()) {
                    case "password" -> password(identity.child("password").child("user"));
                    case "token" -> token(identity.child("token"));
                    case "application_credential" ->
                            credential(identity.child("application_credential"));
                    default ->
                            throw denied(
                                    "Only the methods password, token and application_credential are possible here.");
                };
        return new Logins.Request(proof, scope(auth), from);
    }

    private static Proof password(Fields user) {
        Who who = Who.read(user, "user");
        String password = user.text("password");
        if (password == null) {
            throw Refusal.badRequest(
                    "Give the user's password, and its id, or its name with its domain.");
        }
        return new Proof.Password(who.id(), who.name(), password);
    }

    private static Proof token(Fields token) {
        String secret = token.text("id");
        if (secret == null) {
            throw Refusal.badRequest("Give the token as 'id'.");
        }
        return new Proof.Token(secret);
    }

    private static Proof credential(Fields credential) {
        String id = credential.name("id");
        String secret = credential.text("secret");
        if (secret == null) {
            throw Refusal.badRequest("Give the application credential's secret.");
        }
        if (id != null) {
            return new Proof.Credential(
                    new ApplicationCredentials.Named(id, null, null, null), secret);
        }
        String name = credential.name("name");
        if (name == null) {
            throw Refusal.badRequest(
                    "Give the application credential's id, or its name with its user.");
        }
        Who user = Who.read(credential.child("user"), "user");
        return new Proof.Credential(
                new ApplicationCredentials.Named(null, name, user.id(), user.name()), secret);
    }

    private static Logins.Scope scope(Fields auth) {
        if (!auth.has("scope")) {
            return new Logins.Scope.Default();
        }
        JsonNode scope = auth.node("scope");
        if ("unscoped".equals(scope.asString("")) || (scope.has("unscoped") && scope.size() == 1)) {
            return new Logins.Scope.None();
        }
        if (!scope.has("project")) {
            throw denied("Only a project can be the scope here.");
        }
        if (scope.size() > 1) {
            throw Refusal.badRequest("Give one scope: a project.");
        }
        Who project = Who.read(auth.child("scope").child("project"), "project");
        return new Logins.Scope.Project(project.id(), project.name());
    }

    /** A user or a project: one of the two is there. */
    private record Who(@Nullable String id, @Nullable String name) {

        static Who read(Fields fields, String what) {
            String id = fields.name("id");
            if (id != null) {
                return new Who(id, null);
            }
            String name = fields.name("name");
            if (name == null) {
                throw Refusal.badRequest(
                        "Give the %s's id, or its name with its domain.".formatted(what));
            }
            checkDomain(fields);
            return new Who(null, name);
        }

        private static void checkDomain(Fields fields) {
            Fields domain =
                    fields.optionalChild("domain")
                            .orElseThrow(() ->
                                    Refusal.badRequest(
                                            "A name needs its domain's id or name beside it."));
            String id = domain.name("id");
            String name = domain.name("name");
            if (id == null && name == null) {
                throw Refusal.badRequest("A name needs its domain's id or name beside it.");
            }
            if (!Domain.DEFAULT.id().equals(id) && !Domain.DEFAULT.name().equals(name)) {
                throw AuthController.denied();
            }
        }
    }

    private static Refusal denied(String message) {
        return new Refusal(401, message);
    }
}
