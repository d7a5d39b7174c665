/** Applications' access tokens, which the v1 API wants beside a user's session. The same in both modes, since Keystone knows nothing like them. */
@NullMarked
package diskmill.api.identity.access;

import org.jspecify.annotations.NullMarked;
