package diskmill.api.identity;

import java.util.Optional;

/**
 * Turns tokens into sessions, by our own accounts or by a Keystone. Whoever cannot be asked lets nobody in. Threads may share
 * it.
 */
public interface Sessions {

    /**
     * Empty if the token is unknown, malformed, expired or revoked, or if its user or project is disabled. May be as it was a
     * little while ago.
     *
     * @throws RuntimeException which becomes a 503, if it cannot be found out now; that says nothing about the token
     */
    Optional<Session> find(String token);

    /**
     * Where callers get their tokens.
     *
     * @param base under which the caller knows us, without a slash at its end
     */
    String authUrl(String base);
}
