package diskmill.api.identity.v3.manage;

import diskmill.api.identity.accounts.ApplicationCredential;
import diskmill.api.identity.accounts.Project;
import diskmill.api.identity.accounts.Role;
import diskmill.api.identity.accounts.User;
import diskmill.api.identity.v3.Domain;
import diskmill.api.web.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ObjectNode;

/** Accounts as Keystone shows them, in answers to one request. */
final class Documents {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private final String base;
    private final String path;

    private Documents(String base, String path) {
        this.base = base;
        this.path = path;
    }

    static Documents in(HttpServletRequest request, PublicAddress address) {
        return new Documents(address.of(request), request.getRequestURI());
    }

    Map<String, @Nullable Object> project(Project project) {
        Map<String, @Nullable Object> document = withExtra(project.extra());
        document.putIfAbsent("tags", List.of());
        document.putIfAbsent("options", Map.of());
        document.put("id", project.id());
        document.put("name", project.name());
        document.put("description", project.description());
        document.put("enabled", project.enabled());
        document.put("domain_id", Domain.DEFAULT.id());
        document.put("parent_id", Domain.DEFAULT.id());
        document.put("is_domain", false);
        return withLinks(document, "projects/" + project.id());
    }

    Map<String, @Nullable Object> user(User user) {
        Map<String, @Nullable Object> document = withExtra(user.extra());
        document.putIfAbsent("options", Map.of());
        document.put("id", user.id());
        document.put("name", user.name());
        document.put("description", user.description());
        document.put("enabled", user.enabled());
        document.put("domain_id", Domain.DEFAULT.id());
        if (user.defaultProject() != null) {
            document.put("default_project_id", user.defaultProject());
        }
        document.put("password_expires_at", null);
        return withLinks(document, "users/" + user.id());
    }

    Map<String, @Nullable Object> role(Role role) {
        Map<String, @Nullable Object> document = withExtra(role.extra());
        document.putIfAbsent("options", Map.of());
        document.put("id", role.id());
        document.put("name", role.name());
        document.put("description", role.description());
        document.put("domain_id", null);
        return withLinks(document, "roles/" + role.id());
    }

    /** @param secret told once, when it is made; null after that */
    Map<String, @Nullable Object> credential(
            ApplicationCredential credential, @Nullable String secret) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("id", credential.id());
        document.put("name", credential.name());
        document.put("description", credential.description());
        document.put("user_id", credential.user());
        document.put("project_id", credential.project());
        document.put("system", null);
        document.put("unrestricted", credential.unrestricted());
        document.put(
                "expires_at",
                credential.expiresAt() == null ? null : TIME.format(credential.expiresAt()));
        document.put("roles", credential.roles().stream().map(Documents::passed).toList());
        if (secret != null) {
            document.put("secret", secret);
        }
        return withLinks(
                document,
                "users/%s/application_credentials/%s"
                        .formatted(credential.user(), credential.id()));
    }

    private static Map<String, @Nullable Object> passed(Role role) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("id", role.id());
        document.put("name", role.name());
        document.put("domain_id", null);
        return document;
    }

    Map<String, @Nullable Object> domain() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("id", Domain.DEFAULT.id());
        document.put("name", Domain.DEFAULT.name());
        document.put("description", "The one domain that there is");
        document.put("enabled", true);
        document.put("tags", List.of());
        document.put("options", Map.of());
        return withLinks(document, "domains/" + Domain.DEFAULT.id());
    }

    String link(String to) {
        return base + "/v3/" + to;
    }

    Map<String, @Nullable Object> withLinks(Map<String, @Nullable Object> document, String to) {
        document.put("links", Map.of("self", link(to)));
        return document;
    }

    private static Map<String, @Nullable Object> withExtra(ObjectNode extra) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        extra.properties().forEach(field -> document.put(field.getKey(), field.getValue()));
        return document;
    }

    static ResponseEntity<Map<String, ?>> one(int status, String key, Map<String, ?> document) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of(key, document));
    }

    /** All of them in one page. */
    ResponseEntity<Map<String, ?>> list(String key, List<? extends Map<String, ?>> documents) {
        Map<String, @Nullable Object> links = new LinkedHashMap<>();
        links.put("self", base + path);
        links.put("previous", null);
        links.put("next", null);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of(key, documents, "links", links));
    }
}
