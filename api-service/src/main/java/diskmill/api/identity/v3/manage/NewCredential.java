package diskmill.api.identity.v3.manage;

import diskmill.api.identity.Session;
import diskmill.api.identity.accounts.ApplicationCredential;
import diskmill.api.identity.accounts.Role;
import diskmill.api.identity.v3.Fields;
import diskmill.api.web.Refusal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A new application credential, as the body of its request has it.
 *
 * @param secret null where we choose it
 */
record NewCredential(ApplicationCredential wanted, @Nullable String secret) {

    @Override
    public String toString() {
        return "NewCredential[%s]".formatted(wanted);
    }

    /** @param own of whom it is to be, and whose roles it can pass on */
    static NewCredential read(Fields body, Session own, Session.Named project, Instant now) {
        JsonNode rules = body.node("access_rules");
        if (body.has("access_rules") && !(rules.isArray() && rules.isEmpty())) {
            throw Refusal.badRequest(
                    "Access rules are not possible here; limit the credential by its roles.");
        }
        String secret = body.text("secret");
        Access.checkPassword(secret);
        String description = body.text("description");
        return new NewCredential(
                new ApplicationCredential(
                        "",
                        own.user().id(),
                        project.id(),
                        body.requiredName("name"),
                        description == null ? "" : description,
                        roles(body, own),
                        Boolean.TRUE.equals(body.bool("unrestricted")),
                        end(body.name("expires_at"), now)),
                secret);
    }

    private static List<Role> roles(Fields body, Session own) {
        JsonNode asked = body.node("roles");
        if (!body.has("roles") || (asked.isArray() && asked.isEmpty())) {
            return own.roles().stream().map(NewCredential::role).toList();
        }
        if (!asked.isArray()) {
            throw Refusal.badRequest("'roles' must be a list of objects with an id or a name.");
        }
        return asked.valueStream().map(role -> role(role, own)).distinct().toList();
    }

    private static Role role(JsonNode asked, Session own) {
        String id = asked.path("id").asString("");
        String name = asked.path("name").asString("");
        return own.roles().stream()
                .filter(role -> id.isEmpty() ? role.name().equals(name) : role.id().equals(id))
                .findFirst()
                .map(NewCredential::role)
                .orElseThrow(() ->
                        Refusal.badRequest(
                                "You can pass on only the roles that your token has in its project."));
    }

    private static Role role(Session.Named role) {
        return new Role(role.id(), role.name(), "", JsonNodeFactory.instance.objectNode());
    }

    /** ISO 8601, in UTC where it names no other offset, as Keystone has it. */
    private static @Nullable Instant end(@Nullable String text, Instant now) {
        if (text == null) {
            return null;
        }
        Instant end;
        try {
            TemporalAccessor read =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(
                            text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
            end =
                    read instanceof OffsetDateTime offset
                            ? offset.toInstant()
                            : LocalDateTime.from(read).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException unreadable) {
            throw Refusal.badRequest("'expires_at' must be a time such as 2027-01-31T12:00:00.");
        }
        if (!end.isAfter(now)) {
            throw Refusal.badRequest("'expires_at' is over already.");
        }
        if (end.isAfter(Instant.parse("9999-12-31T00:00:00Z"))) {
            throw Refusal.badRequest(
                    "'expires_at' is too far away; leave it out for a credential that does not end.");
        }
        return end;
    }
}
