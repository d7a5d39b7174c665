/** What a new installation begins with: an administrator, and an access token. */
@NullMarked
package diskmill.api.identity.bootstrap;

import org.jspecify.annotations.NullMarked;
