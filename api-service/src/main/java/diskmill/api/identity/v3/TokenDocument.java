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
        @Nullable List<Service> catalog,
        @JsonProperty("audit_ids") List<String> auditIds,
        @JsonProperty("issued_at") String issuedAt,
        @JsonProperty("expires_at") String expiresAt) {

    record Domain(String id, String name) {
        static final Domain DEFAULT = new Domain("default", "Default");
    }

    record User(
            String id,
            String name,
            Domain domain,
            @JsonProperty("password_expires_at") @JsonInclude @Nullable String passwordExpiresAt) {}

    record Project(String id, String name, Domain domain) {}

    record Service(String id, String type, String name, List<Endpoint> endpoints) {}

    record Endpoint(
            String id,
            @JsonProperty("interface") String reach,
            String url,
            String region,
            @JsonProperty("region_id") String regionId) {}

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final String REGION = "RegionOne";

    /** @param base under which the caller knows us */
    static TokenDocument of(Session session, String base, boolean withCatalog) {
        Session.Named project = session.project();
        boolean scoped = project != null;
        return new TokenDocument(
                List.of("password"),
                new User(session.user().id(), session.user().name(), Domain.DEFAULT, null),
                project == null ? null : new Project(project.id(), project.name(), Domain.DEFAULT),
                scoped ? false : null,
                scoped ? session.roles() : null,
                scoped && withCatalog ? catalog(base) : null,
                List.of(session.auditId()),
                time(session.issuedAt()),
                time(session.expiresAt()));
    }

    static List<Service> catalog(String base) {
        return List.of(
                service("identity", "keystone", base + "/v3"), service("image", "glance", base));
    }

    /** Ids are the same at every api-service, so that clients may remember them. */
    private static Service service(String type, String name, String url) {
        List<Endpoint> endpoints =
                List.of("public", "internal", "admin").stream()
                        .map(reach -> new Endpoint(type + "-" + reach, reach, url, REGION, REGION))
                        .toList();
        return new Service(type, type, name, endpoints);
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }
}
