/** Applications' access tokens, as admins issue, list and revoke them. */
@NullMarked
package diskmill.api.v1.access;

import org.jspecify.annotations.NullMarked;
