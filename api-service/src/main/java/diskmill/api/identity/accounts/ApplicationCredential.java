package diskmill.api.identity.accounts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets a program log in for its user, for one project, with some of the user's roles; without the secret.
 *
 * @param roles        that were given to it; it passes on those of them that the user still has
 * @param unrestricted whether it may make and delete others of its kind
 * @param expiresAt    null for never
 */
public record ApplicationCredential(
        String id,
        String user,
        String project,
        String name,
        String description,
        List<Role> roles,
        boolean unrestricted,
        @Nullable Instant expiresAt) {

    public ApplicationCredential {
        roles = List.copyOf(roles);
    }

    ApplicationCredential with(List<Role> others) {
        return new ApplicationCredential(
                id, user, project, name, description, others, unrestricted, expiresAt);
    }
}
