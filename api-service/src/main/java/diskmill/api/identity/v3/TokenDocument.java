package diskmill.api.identity.v3;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import diskmill.api.identity.Session;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A token as Keystone shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TokenDocument(
        List<String> methods,
        User user,
        @Nullable Project project,
        @JsonProperty("is_domain") @Nullable Boolean isDomain,
        @Nullable List<Session.Named> roles,
        @Nullable List<Catalog.Service> catalog,
        @JsonProperty("application_credential") @Nullable Credential credential,
        @JsonProperty("audit_ids") List<String> auditIds,
        @JsonProperty("issued_at") String issuedAt,
        @JsonProperty("expires_at") String expiresAt) {

    record User(
            String id,
            String name,
            Domain domain,
            @JsonProperty("password_expires_at") @JsonInclude @Nullable String passwordExpiresAt) {}

    record Project(String id, String name, Domain domain) {}

    record Credential(String id, String name, boolean restricted) {}

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** @param base under which the caller knows us */
    static TokenDocument of(Session session, String base, boolean withCatalog) {
        Session.Named project = session.project();
        Session.Credential credential = session.credential();
        boolean scoped = project != null;
        return new TokenDocument(
                session.methods(),
                new User(session.user().id(), session.user().name(), Domain.DEFAULT, null),
                project == null ? null : new Project(project.id(), project.name(), Domain.DEFAULT),
                scoped ? false : null,
                scoped ? session.roles() : null,
                scoped && withCatalog ? Catalog.of(base) : null,
                credential == null
                        ? null
                        : new Credential(
                                credential.id(), credential.name(), credential.restricted()),
                session.auditIds(),
                time(session.issuedAt()),
                time(session.expiresAt()));
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }
}
