package diskmill.api.identity.keystone;

import diskmill.api.identity.Session;
import diskmill.api.identity.Session.Named;
import diskmill.api.identity.Session.Reach;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A token as Keystone shows it, read. What lacks anything that we decide by is no answer. */
final class TokenAnswer {

    private static final JsonMapper JSON = new JsonMapper();

    private TokenAnswer() {}

    static Session read(String body) throws KeystoneUnavailable {
        try {
            JsonNode token = JSON.readTree(body).path("token");
            Named project = token.has("project") ? named(token.path("project")) : null;
            return new Session(
                    named(token.path("user")),
                    project,
                    project == null ? null : text(token.at("/project/domain/name")),
                    reach(token),
                    list(token.path("roles")).map(TokenAnswer::named).toList(),
                    list(token.path("methods")).map(JsonNode::asString).toList(),
                    list(token.path("audit_ids")).map(JsonNode::asString).toList(),
                    credential(token.path("application_credential")),
                    time(token.path("issued_at")),
                    time(token.path("expires_at")));
        } catch (JacksonException | DateTimeException | IllegalArgumentException unreadable) {
            throw new KeystoneUnavailable("what it answers about a token cannot be understood");
        }
    }

    private static Reach reach(JsonNode token) {
        if (token.has("project")) {
            return Reach.PROJECT;
        }
        if (token.has("domain")) {
            return Reach.DOMAIN;
        }
        return token.has("system") ? Reach.SYSTEM : Reach.NONE;
    }

    private static Stream<JsonNode> list(JsonNode node) {
        return node.isArray() ? node.valueStream() : Stream.of();
    }

    private static Session.@Nullable Credential credential(JsonNode node) {
        if (!node.isObject()) {
            return null;
        }
        Named named = named(node);
        return new Session.Credential(
                named.id(), named.name(), node.path("restricted").asBoolean(true));
    }

    private static Named named(JsonNode node) {
        return new Named(text(node.path("id")), text(node.path("name")));
    }

    private static Instant time(JsonNode node) {
        return Instant.parse(text(node));
    }

    private static String text(JsonNode node) {
        if (!node.isString() || node.stringValue().isEmpty()) {
            throw new IllegalArgumentException("text is missing");
        }
        return node.stringValue();
    }
}
