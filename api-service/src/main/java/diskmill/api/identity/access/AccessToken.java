package diskmill.api.identity.access;

import java.time.Instant;

/**
 * An application's access token, without its text.
 *
 * @param name      of the application; no two that are valid share one
 * @param createdBy the name of the user who made it
 */
public record AccessToken(String id, String name, String createdBy, Instant createdAt) {}
