package diskmill.api.identity;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a valid token stands for.
 *
 * @param project    null when the token is for no project
 * @param domain     the name of the domain that the project is in; null when the token is for no project
 * @param reach      what it is for; a project just where {@code project} is there
 * @param roles      those that others include among them; none without a scope
 * @param methods    by which it was got, by Keystone's names
 * @param auditIds   its own, and that of the token it goes back to, where it was got by another one
 * @param credential the application credential that it was got by; null for none
 */
public record Session(
        Named user,
        @Nullable Named project,
        @Nullable String domain,
        Reach reach,
        List<Named> roles,
        List<String> methods,
        List<String> auditIds,
        @Nullable Credential credential,
        Instant issuedAt,
        Instant expiresAt) {

    public Session {
        roles = List.copyOf(roles);
        methods = List.copyOf(methods);
        auditIds = List.copyOf(auditIds);
    }

    /** A user, a project or a role, as tokens show it. */
    public record Named(String id, String name) {}

    /** @param restricted whether it may not make or delete others of its kind */
    public record Credential(String id, String name, boolean restricted) {}

    /** The kinds of scope. */
    public enum Reach {
        PROJECT,
        DOMAIN,
        SYSTEM,
        NONE
    }

    public Set<String> roleNames() {
        return roles.stream().map(Named::name).collect(Collectors.toUnmodifiableSet());
    }

    public boolean hasRole(String name) {
        return roles.stream().anyMatch(role -> role.name().equals(name));
    }
}
