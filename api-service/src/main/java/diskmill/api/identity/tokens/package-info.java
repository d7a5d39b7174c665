/** Tokens of our own: got by a password, a token or an application credential, and known to every api-service. */
@NullMarked
package diskmill.api.identity.tokens;

import org.jspecify.annotations.NullMarked;
