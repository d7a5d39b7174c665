package diskmill.api.identity;

import java.time.Duration;

/**
 * Turns the id and the secret of an application credential into a token that {@link Sessions} knows, at our own accounts or at a Keystone.
 * Threads may share it.
 */
public interface CredentialLogins {

    /**
     * @param from the address that the request came from, so that one guesser does not lock out others
     * @throws RuntimeException which becomes a 503, if it cannot be found out now
     */
    Result login(String id, String secret, String from) throws InterruptedException;

    /** How it went. */
    sealed interface Result {

        /** @param token a secret */
        record Granted(String token) implements Result {

            @Override
            public String toString() {
                return "Granted[]";
            }
        }

        /** Wrong in any way; which way is not told. */
        record Denied() implements Result {}

        /** Too many failures; try again after so long. */
        record Later(Duration delay) implements Result {}
    }
}
